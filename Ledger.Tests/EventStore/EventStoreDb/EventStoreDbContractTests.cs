using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using Ledger.Tests.Support.EventStoreDb;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.EventStoreDb;

/// <summary>The contract over a real HTTP/2 connection to servers of several ages and numbers.</summary>
public abstract class EventStoreDbContract : EventStoreContract, IAsyncLifetime
{
    private ProtocolCluster _cluster = null!;
    private EventStoreDbStore _store = null!;

    protected override IEventStore Store => _store;

    protected virtual int Nodes => 1;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ProtocolCluster.StartAsync(Nodes);
        Age(_cluster.Behaviour);
        _store = new(ConnectionString.Parse(_cluster.ConnectionString), TimeProvider.System, NullLogger<EventStoreDbStore>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual void Age(ServerBehaviour behaviour)
    {
    }
}

public sealed class EventStoreDbOneNodeTests : EventStoreDbContract;

public sealed class EventStoreDbThreeNodesTests : EventStoreDbContract
{
    protected override int Nodes => 3;
}

/// <summary>Servers before 21.10 have neither the features to ask for nor many appends on one call.</summary>
public sealed class EventStoreDbOldServerTests : EventStoreDbContract
{
    protected override void Age(ServerBehaviour behaviour)
    {
        behaviour.HasServerFeatures = false;
        behaviour.HasBatchAppend = false;
        behaviour.SaysCaughtUp = false;
        behaviour.AnswersWithoutPosition = true;
    }
}

/// <summary>Servers before 23.10 do not say that a subscription has caught up.</summary>
public sealed class EventStoreDbSilentServerTests : EventStoreDbContract
{
    protected override void Age(ServerBehaviour behaviour) => behaviour.SaysCaughtUp = false;
}

/// <summary>The contract against the server that <c>LEDGER_TEST_EVENTSTORE</c> names.</summary>
public sealed class EventStoreDbRealServerTests : EventStoreContract, IAsyncLifetime
{
    private const string Variable = "LEDGER_TEST_EVENTSTORE";

    private EventStoreDbStore? _store;

    protected override IEventStore Store => _store!;

    public ValueTask InitializeAsync()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(text), $"{Variable} names no server.");
        _store = new(ConnectionString.Parse(text!), TimeProvider.System, NullLogger<EventStoreDbStore>.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
