using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using Ledger.Tests.Support.EventStoreDb;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Stores that speak to a cluster of the tests, and what can be done to that which no store can do.</summary>
internal static class Stores
{
    public static EventStoreDbStore At(string connectionText, ILogger<EventStoreDbStore>? log = null) =>
        new(ConnectionString.Parse(connectionText), TimeProvider.System, log ?? NullLogger<EventStoreDbStore>.Instance);

    public static EventStoreDbStore Connect(this ProtocolCluster cluster, string options = "") => At(cluster.ConnectionString + options);

    /// <summary>Knows this one node, and is told of the others by it at most.</summary>
    public static EventStoreDbStore Connect(this ProtocolNode node, string options = "") =>
        At($"esdb://{node.Endpoint.Host}:{node.Endpoint.Port}?tls=false{options}");

    /// <summary>Deletes a stream that a store has written, so that it may be written again.</summary>
    public static Task DeleteAsync(this ProtocolCluster cluster, StreamName stream) => CallAsync(
        cluster, "Delete", new DeleteReq { Options = new() { StreamIdentifier = IdentifierOf(stream), Any = new() } });

    /// <summary>Deletes a stream for good.</summary>
    public static Task EntombAsync(this ProtocolCluster cluster, StreamName stream) => CallAsync(
        cluster, "Tombstone", new TombstoneReq { Options = new() { StreamIdentifier = IdentifierOf(stream), Any = new() } });

    private static StreamIdentifier IdentifierOf(StreamName stream) => new() { StreamName = Google.Protobuf.ByteString.CopyFromUtf8(stream.Value) };

    private static async Task CallAsync(ProtocolCluster cluster, string method, Google.Protobuf.IMessage message)
    {
        using var http = new HttpMessageInvoker(NodeHandler.Create(ConnectionString.Parse(cluster.ConnectionString)));
        var at = cluster.Leader!.Endpoint;
        await new GrpcChannel(new($"http://{at.Host}:{at.Port}"), credentials: null, http, TimeProvider.System).CallAsync(
            new GrpcMethod<DeleteResp>($"/event_store.client.streams.Streams/{method}", DeleteResp.Parser),
            new[] { message },
            new(RequiresLeader: true),
            TestContext.Current.CancellationToken);
    }
}
