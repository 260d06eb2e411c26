using BenchmarkDotNet.Attributes;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Micro;

/// <summary>One append of a batch to the embedded store, and one batch into a projection.</summary>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private static readonly Currency Eur = Currency.Parse("EUR");
    private static readonly StreamName Stream = new("account-alice");

    private readonly AccountsProjection _projection = new();
    private DirectoryInfo _directory = null!;
    private EmbeddedEventStore _store = null!;
    private SqliteReadModelStore _readModels = null!;
    private List<EventData> _batch = null!;
    private List<StoredEvent> _events = null!;
    private long _next;
    private ulong _checkpoint;

    [Params(1, 64, 500)]
    public int Events { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        _directory = Directory.CreateTempSubdirectory("ledger-micro-");
        _store = EmbeddedEventStore.Open(_directory.FullName, NullLogger.Instance);
        _readModels = SqliteReadModelStore.Open(_directory.FullName);
        var metadata = new EventMetadata("c", "c", "bench", DateTimeOffset.UnixEpoch, null, null);
        var chain = Chain.StartOf(Stream);
        _batch = [];
        _events = [];
        for (var i = 0; i < Events; i++)
        {
            AccountEvent happened = i == 0
                ? new AccountOpened("alice", Eur, null, Money.Zero(Eur))
                : new FundsDeposited(Guid.CreateVersion7(), new(1, Eur), new(i, Eur), null, new(null, new("Salary")));
            (var data, chain) = EventSerializer.Default.Serialize(happened, Guid.CreateVersion7(), metadata, i, chain);
            _batch.Add(data);
            _events.Add(new(new(Stream, i, new(1, 1), data.Id, data.Type, data.Data, data.Metadata), EventSerializer.Default));
        }

        await _readModels.PrepareAsync(_projection.Schema, CancellationToken.None);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _readModels.Dispose();
        _store.Dispose();
        _directory.Delete(recursive: true);
    }

    [Benchmark]
    public async Task<AppendResult> AppendBatch()
    {
        // New ids, or the store would answer that they are there already.
        var batch = _batch.ConvertAll(e => e with { Id = Guid.CreateVersion7() });
        var result = await _store.AppendAsync(Stream, ExpectedRevision.Before(_next), batch, CancellationToken.None);
        _next += Events;
        return result;
    }

    [Benchmark]
    public Task<bool> ProjectBatch()
    {
        var fold = _projection.Begin();
        foreach (var e in _events)
        {
            fold.Add(e);
        }

        var from = new Position(_checkpoint, _checkpoint);
        _checkpoint++;
        return _readModels.CommitAsync(
            _projection.Schema, from, new(new(_checkpoint, _checkpoint), null, null), fold.WriteTo, CancellationToken.None);
    }
}
