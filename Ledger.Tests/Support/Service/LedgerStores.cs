using System.Data.Common;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using Ledger.Tests.Support.EventStoreDb;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Support.Service;

/// <summary>Where a ledger keeps its events and its read models. It outlives the processes that use it.</summary>
public abstract class LedgerStores : IAsyncDisposable
{
    private readonly ServiceDirectory _directory = new();

    public string Directory => _directory.Path;

    /// <summary>What the service is told beside the directory, under the names of the configuration.</summary>
    public virtual IReadOnlyList<(string Name, string Value)> Settings => [];

    /// <summary>The directory and the settings as arguments of the service.</summary>
    public string[] Arguments =>
    [
        $"--Ledger:DataDirectory={Directory}",
        .. Settings.Select(setting => $"--{setting.Name.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
    ];

    /// <summary>Why they cannot be had here; <see langword="null"/> where they can.</summary>
    public virtual Task<string?> FindAbsenceAsync() => Task.FromResult<string?>(null);

    /// <summary>Makes them ready; the test is skipped where they cannot be had.</summary>
    public virtual ValueTask StartAsync() => ValueTask.CompletedTask;

    /// <summary>The events, while no service runs.</summary>
    public abstract OpenedEvents OpenEvents();

    /// <summary>A connection to the read models that may write to them, past the service.</summary>
    public virtual DbConnection ConnectToReadModels() => new SqliteConnection($"Data Source={Path.Combine(Directory, "read-models.db")};Pooling=False");

    /// <summary>What begins a transaction there that keeps the projections from writing, while everybody may read.</summary>
    public virtual string LockOfReadModels => "BEGIN IMMEDIATE";

    /// <summary>Whether several processes may have the events open at once.</summary>
    public virtual bool HasSharedEvents => false;

    /// <summary>Whether several processes may serve the whole ledger at once, events and read models.</summary>
    public virtual bool CanBeShared => false;

    /// <summary>After a clean stop nothing is left half done.</summary>
    public virtual void ShouldBeCleanlyClosed()
    {
    }

    public virtual ValueTask DisposeAsync()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Events that were opened for a look at them.</summary>
public sealed class OpenedEvents(IEventStore events, Func<ValueTask> close) : IAsyncDisposable
{
    public IEventStore Events { get; } = events;

    public ValueTask DisposeAsync() => close();
}

/// <summary>Everything in files of one directory.</summary>
public sealed class EmbeddedStores : LedgerStores
{
    public override OpenedEvents OpenEvents() => OpenEvents(Directory);

    public override void ShouldBeCleanlyClosed() => ShouldBeCleanlyClosed(Directory);

    internal static OpenedEvents OpenEvents(string directory)
    {
        var store = EmbeddedEventStore.Open(directory, NullLogger.Instance);
        return new(store, () =>
        {
            store.Dispose();
            return ValueTask.CompletedTask;
        });
    }

    internal static void ShouldBeCleanlyClosed(string directory)
    {
        var wal = new FileInfo(Path.Combine(directory, "ledger.db-wal"));
        (wal.Exists ? wal.Length : 0).Should().Be(0, "a clean stop leaves the log in one file");
    }
}

/// <summary>Events in EventStoreDB, spoken to over its protocol; read models in files.</summary>
public class EventStoreDbStores : LedgerStores
{
    private ProtocolCluster? _cluster;

    public ProtocolCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    public override IReadOnlyList<(string Name, string Value)> Settings => [("Ledger__EventStore", Cluster.ConnectionString)];

    public override bool HasSharedEvents => true;

    public override async ValueTask StartAsync() => _cluster ??= await ProtocolCluster.StartAsync();

    public override OpenedEvents OpenEvents()
    {
        var store = new EventStoreDbStore(ConnectionString.Parse(Cluster.ConnectionString), TimeProvider.System, NullLogger<EventStoreDbStore>.Instance);
        return new(store, store.DisposeAsync);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
