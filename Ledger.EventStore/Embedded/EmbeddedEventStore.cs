using System.Runtime.CompilerServices;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;
using Microsoft.Extensions.Logging;

namespace Ledger.EventStore.Embedded;

/// <summary>
/// The event store that needs nothing but a directory: one SQLite file in WAL mode with <c>synchronous=FULL</c>. One process a
/// directory, one writer a process, any number of readers.
/// </summary>
public sealed class EmbeddedEventStore : IEventStore, IDisposable
{
    /// <summary>The file in the data directory that has the events.</summary>
    public const string FileName = "ledger.db";

    private const int FirstPage = 64;

    private static readonly StoreHealth Healthy = new(IsWritable: true, "The embedded store.");

    private readonly DirectoryLock _lock;
    private readonly SqliteDatabase _database;
    private readonly ReaderPool _readers;
    private readonly CommitLoop _commits;
    private readonly TailSignal _tail = new();
    private bool _disposed;

    private EmbeddedEventStore(DirectoryLock held, string path, ILogger log)
    {
        _lock = held;
        _database = SqliteDatabase.Open(path, SqliteAccess.DurableWriter);
        EmbeddedSchema.Create(_database);
        _readers = new(path);
        _commits = new(_database, _readers, _tail, log);
    }

    public bool IsShared => false;

    /// <summary>Opens the store of a directory, and makes both where they are not there.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process has it open.</exception>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static EmbeddedEventStore Open(string directory, ILogger log)
    {
        var held = DirectoryLock.Take(directory);
        try
        {
            return new(held, Path.Combine(directory, FileName), log);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken)
    {
        AppendLimits.Check(events);
        cancellationToken.ThrowIfCancellationRequested();
        // Once it waits it will be written: the answer to a caller who no longer listens is lost, the events are not.
        return _commits.Enqueue(new(stream.Value, expected, events));
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The first page is small, since many who read a stream want its newest events only.
        var pageSize = FirstPage;
        while (maxCount > 0 && from >= 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = (int)Math.Min(maxCount, pageSize);
            var page = await _readers.UseAsync(reader => reader.ReadStream(stream, direction, from, count), cancellationToken);
            foreach (var e in page)
            {
                yield return e;
            }

            if (page.Count == 0)
            {
                yield break;
            }

            maxCount -= page.Count;
            from = direction == ReadDirection.Forwards ? page[^1].Revision + 1 : page[^1].Revision - 1;
            pageSize = PageReader.PageSize;
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        Position after, StreamFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = _tail.Position;
        for (var at = (long)after.Commit; at < end;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await _readers.UseAsync(reader => reader.ReadAll(at), cancellationToken);
            if (page.Count == 0)
            {
                yield break;
            }

            foreach (var e in page.Where(e => filter.Matches(e.Stream.Value)))
            {
                yield return e;
            }

            at = (long)page[^1].Position.Commit;
        }
    }

    public async IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(
        Position after, StreamFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (at, live) = ((long)after.Commit, false);
        Task<List<RecordedEvent>>? ahead = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = ahead is null ? await ReadPageAsync(at, cancellationToken) : await ahead;
            // Far from the tail the next page is read while the consumer works on this one.
            ahead = page.Count == PageReader.PageSize
                ? Task.Run(() => ReadPageAsync((long)page[^1].Position.Commit, cancellationToken), cancellationToken)
                : null;
            var skipped = false;
            foreach (var e in page)
            {
                skipped = !filter.Matches(e.Stream.Value);
                if (!skipped)
                {
                    yield return new SubscriptionMessage.EventAppeared(e);
                }
            }

            if (page.Count > 0)
            {
                at = (long)page[^1].Position.Commit;
            }

            if (skipped)
            {
                yield return new SubscriptionMessage.Checkpoint(page[^1].Position);
            }

            if (at < _tail.Position)
            {
                live = live && page.Count < PageReader.PageSize;
                continue;
            }

            if (!live)
            {
                live = true;
                yield return SubscriptionMessage.CaughtUp.Instance;
            }

            await _tail.WaitBeyondAsync(at, cancellationToken);
        }
    }

    private async Task<List<RecordedEvent>> ReadPageAsync(long at, CancellationToken cancellationToken) =>
        at < _tail.Position ? await _readers.UseAsync(reader => reader.ReadAll(at), cancellationToken) : [];

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken)
    {
        var tail = (ulong)_tail.Position;
        return Task.FromResult(new Position(tail, tail));
    }

    public long? CountBetween(Position after, Position upTo) => upTo > after ? (long)(upTo.Commit - after.Commit) : 0;

    public async Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken)
    {
        if (_commits.LastFault is null)
        {
            return Healthy;
        }

        try
        {
            await _commits.Enqueue(new(string.Empty, ExpectedRevision.NoStream, []));
            return Healthy;
        }
        catch (Exception e) when (e is StoreUnavailableException or OutcomeUnknownException)
        {
            return new(IsWritable: false, e.Message);
        }
    }

    /// <summary>Finishes the appends that were accepted and leaves the WAL empty.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        // The writer first, which finishes what it has and checkpoints while nobody else can be at it.
        _commits.Dispose();
        _readers.Dispose();
        _database.Dispose();
        _lock.Dispose();
    }
}
