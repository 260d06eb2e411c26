using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>What a server can do. Those before 21.10 do not say it; then it is the least.</summary>
/// <param name="Version">Such as <c>23.10.7</c>; <see langword="null"/> where the server does not say it.</param>
/// <param name="BatchAppend">Whether many appends can be in flight on one call.</param>
/// <param name="BatchDeadlines">Whether an append on that call can say how long it may take.</param>
internal sealed record ServerFeatures(string? Version, bool BatchAppend, bool BatchDeadlines)
{
    private const string Streams = "event_store.client.streams.streams";

    private static readonly ServerFeatures Least = new(null, BatchAppend: false, BatchDeadlines: false);

    /// <summary>Asks a node. Errors as in <see cref="GrpcChannel.CallAsync"/>.</summary>
    public static async Task<ServerFeatures> ReadAsync(Node node, TimeSpan deadline, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await node.Channel.CallAsync(
                ClusterMethods.GetSupportedMethods, new IMessage[] { new Empty() }, new(RequiresLeader: false, deadline), cancellationToken);
            return Of(answer);
        }
        catch (GrpcException e) when (e.Status.Code == GrpcStatusCode.Unimplemented)
        {
            return Least;
        }
    }

    public static ServerFeatures Of(SupportedMethods answer)
    {
        var batch = answer.Methods.FirstOrDefault(method =>
            method.ServiceName.Equals(Streams, StringComparison.OrdinalIgnoreCase)
            && method.MethodName.Equals("batchappend", StringComparison.OrdinalIgnoreCase));
        return new(
            answer.EventStoreServerVersion.Length > 0 ? answer.EventStoreServerVersion : null,
            batch is not null,
            batch is not null && batch.Features.Contains("deadline_duration"));
    }
}
