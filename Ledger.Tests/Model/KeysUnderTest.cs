using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Engine;
using Ledger.Projections.Sqlite;
using Ledger.Projections.TransactionIds;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Model;

/// <summary>The read model that mailboxes ask for keys. It stands still, is gone or out of reach for as long as a run likes it to.</summary>
internal sealed class KeysUnderTest(TimeProvider time) : IKnownTransactions, IDisposable
{
    private static readonly Guid LedgerId = new("11111111-2222-4333-8444-555555555555");

    private readonly ScratchDirectory _directory = new();
    private SqliteReadModelStore? _store;
    private KnownTransactionsQuery? _query;
    private int _deleted;

    public Task<KnownTransactions> FindAsync(StreamName stream, IReadOnlyCollection<Guid> transactionIds, CancellationToken cancellationToken) =>
        _query?.FindAsync(stream, transactionIds, cancellationToken) ?? Task.FromResult(KnownTransactions.Nothing);

    /// <summary>Brings it to the end of the log, and back where it was gone.</summary>
    public async Task CatchUpAsync(IEventStore events)
    {
        _store ??= Open();
        var runner = new ProjectionRunner(new TransactionIdsProjection(), _store, LedgerId, time, NullLogger.Instance);
        await runner.StartAsync(events, CancellationToken.None);
        await runner.CatchUpAsync(events, EventSerializer.Default, LedgerStreams.All, await events.ReadTailAsync(CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Nobody can ask it until it is brought to the end of the log again; it keeps what it has.</summary>
    public void PutOutOfReach()
    {
        _store?.Dispose();
        _store = null;
    }

    public void Delete()
    {
        PutOutOfReach();
        _deleted++;
        _store = Open();
    }

    public void Dispose()
    {
        PutOutOfReach();
        _directory.Dispose();
    }

    private SqliteReadModelStore Open()
    {
        var store = SqliteReadModelStore.Open(_directory[$"{_deleted}"]);
        _query = new(store, NullLogger<KnownTransactionsQuery>.Instance) { IsTrusted = () => true };
        return store;
    }
}
