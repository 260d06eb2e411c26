using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>One server behind a proxy, for single faults that the rounds meet too seldom, or that need to be longer than a round.</summary>
public abstract class SingleFault : IAsyncLifetime
{
    /// <summary>Longer than anything may take.</summary>
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly HastyTime _time = new(10);

    protected ProtocolCluster Cluster { get; private set; } = null!;

    private protected FaultProxy Proxy { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Cluster = await ProtocolCluster.StartAsync();
        Proxy = new(Cluster.Nodes[0].Endpoint);
        Cluster.Nodes[0].Advertised = Proxy.Endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        Proxy.Dispose();
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A store whose time runs ten times as fast.</summary>
    protected EventStoreDbStore NewStore(string options) => NewStore($"{Cluster.ConnectionString}&{options}", _time);

    /// <summary>The same, asking who leads as of a cluster.</summary>
    protected EventStoreDbStore NewDiscoveringStore(string options) =>
        NewStore($"{Cluster.ConnectionString.Replace("esdb:", "esdb+discover:", StringComparison.Ordinal)}&{options}", _time);

    protected static EventStoreDbStore NewStore(string text, TimeProvider time) =>
        new(ConnectionString.Parse(text), time, NullLogger<EventStoreDbStore>.Instance);

    protected static async Task TryAppendAsync(EventStoreDbStore store, string stream, EventData? e = null)
    {
        try
        {
            await store.AppendAsync(new(stream), ExpectedRevision.NoStream, [e ?? Some.Event()], CancellationToken.None);
        }
        catch (Exception failed) when (failed is OutcomeUnknownException or StoreUnavailableException)
        {
            // That is an answer.
        }
    }
}
