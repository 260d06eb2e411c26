using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Takes each request of a node to its method, and puts how it ended into the words of gRPC.</summary>
internal sealed class CallHandler(
    ProtocolNode node, ServerLog log, IReadOnlyList<ProtocolNode> nodes, Membership membership, ServerBehaviour behaviour)
{
    private readonly Committer _committer = new(node, log, membership, behaviour);

    /// <param name="dying">Ends every call of the node.</param>
    public async Task HandleAsync(HttpContext context, CancellationToken dying)
    {
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        context.Response.ContentType = "application/grpc";
        using var deadline = new CancellationTokenSource();
        if (CallDeadline.Of(context.Request) is { } timeout)
        {
            deadline.CancelAfter(timeout);
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, dying, deadline.Token);
        var call = new GrpcCall(context, ends.Token);
        try
        {
            Authorization.Check(context.Request, behaviour);
            await RunAsync(context.Request.Path, call);
            call.Succeed();
        }
        catch (GrpcFailure failure)
        {
            call.Fail(failure);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !dying.IsCancellationRequested)
        {
            call.Fail(GrpcFailure.DeadlineExceeded());
        }
        catch (Exception e) when (e is OperationCanceledException or BrokenCallException or IOException)
        {
            call.Abort();
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or ArgumentException or FormatException)
        {
            call.Fail(GrpcFailure.HandlerThrew());
        }
    }

    private Task RunAsync(string path, GrpcCall call) => path switch
    {
        "/event_store.client.streams.Streams/Read" => new ReadMethod(node, log, membership, behaviour).RunAsync(call),
        "/event_store.client.streams.Streams/Append" => new AppendMethod(_committer, behaviour).RunAsync(call),
        "/event_store.client.streams.Streams/BatchAppend" when behaviour.HasBatchAppend =>
            new BatchAppendCall(call, node, _committer, membership, behaviour).RunAsync(),
        "/event_store.client.streams.Streams/Delete" => new DeletionMethods(node, log, membership).DeleteAsync(call),
        "/event_store.client.streams.Streams/Tombstone" => new DeletionMethods(node, log, membership).EntombAsync(call),
        "/event_store.client.gossip.Gossip/Read" => new GossipMethod(nodes, membership, TimeProvider.System).RunAsync(call),
        "/event_store.client.server_features.ServerFeatures/GetSupportedMethods" when behaviour.HasServerFeatures =>
            new ServerFeaturesMethod(behaviour).RunAsync(call),
        _ => throw GrpcFailure.Unimplemented(),
    };
}
