using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Server;

/// <summary>A server of the tests, alone or in a cluster, and somebody to ask it.</summary>
public abstract class ServerTests(int nodes = 1) : IAsyncLifetime
{
    protected const string BatchAppend = "streams.Streams/BatchAppend";

    private protected ProtocolCluster Cluster { get; private set; } = null!;

    private protected Asking Ask { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await ProtocolCluster.StartAsync(nodes);
        Ask = new(Cluster);
    }

    public async ValueTask DisposeAsync()
    {
        Ask.Dispose();
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
