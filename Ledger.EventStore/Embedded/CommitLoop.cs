using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;
using Microsoft.Extensions.Logging;

namespace Ledger.EventStore.Embedded;

/// <summary>
/// Group commit: one thread takes whatever appends wait, writes them in one transaction, and answers them all after one fsync.
/// It alone writes, and it alone checkpoints the WAL.
/// </summary>
internal sealed partial class CommitLoop : IDisposable
{
    private const int MaxRequestsPerCommit = 1024;

    // Some tens of MiB of WAL: rare enough to cost little, small enough that a checkpoint is short.
    private const int CheckpointAfterEvents = 8192;

    private readonly SqliteDatabase _database;
    private readonly EventTable _events;
    private readonly ReaderPool _readers;
    private readonly TailSignal _tail;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private List<AppendRequest> _waiting = [];
    private bool _stopping;
    private long _writtenSinceCheckpoint;

    public CommitLoop(SqliteDatabase database, ReaderPool readers, TailSignal tail, ILogger log)
    {
        _database = database;
        _readers = readers;
        _tail = tail;
        _log = log;
        _events = new(database);
        _tail.Advance(_events.LastPosition);
        _thread = new(Run) { Name = "ledger-commit", IsBackground = true };
        _thread.Start();
    }

    /// <summary>What the last commit failed with; <see langword="null"/> after one that succeeded.</summary>
    public string? LastFault { get; private set; }

    /// <exception cref="StoreUnavailableException">The store is being closed.</exception>
    public Task<AppendResult> Enqueue(AppendRequest request)
    {
        bool first;
        lock (_gate)
        {
            if (_stopping)
            {
                throw new StoreUnavailableException("The event store is being closed.");
            }

            first = _waiting.Count == 0;
            _waiting.Add(request);
        }

        if (first)
        {
            _arrived.Release();
        }

        return request.Task;
    }

    /// <summary>Finishes what was accepted, empties the WAL and ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _stopping = true;
        }

        _arrived.Release();
        _thread.Join();
        _events.Dispose();
        _arrived.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _arrived.Wait();
            List<AppendRequest> requests;
            bool last;
            lock (_gate)
            {
                requests = _waiting;
                _waiting = [];
                last = _stopping;
            }

            foreach (var group in requests.Chunk(MaxRequestsPerCommit))
            {
                Commit(group);
            }

            CheckpointIfDue(last);
            if (last)
            {
                return;
            }
        }
    }

    private void Commit(AppendRequest[] requests)
    {
        var (before, started) = (_events.LastPosition, TimeProvider.System.GetTimestamp());
        var committing = false;
        try
        {
            lock (_readers.Snapshots)
            {
                _database.Execute("BEGIN IMMEDIATE");
            }

            foreach (var request in requests)
            {
                Prepare(request);
            }

            committing = true;
            lock (_readers.Snapshots)
            {
                _database.Execute("COMMIT");
                // Together: nobody reads an event, and is answered by it, that does not yet lie before the tail.
                _tail.Advance(_events.LastPosition);
            }
        }
        // Whatever went wrong, those who wait must hear of it, and the thread goes on with the next.
        catch (Exception e)
        {
            Fail(requests, before, e, committing);
            return;
        }

        LastFault = null;
        _writtenSinceCheckpoint += _events.LastPosition - before;
        LedgerMeter.Appended.Add(_events.LastPosition - before);
        LedgerMeter.CommitAppends.Record(requests.Length);
        LedgerMeter.CommitDuration.Record(TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        foreach (var request in requests)
        {
            request.SetResult(request.Prepared!);
        }
    }

    private void Prepare(AppendRequest request)
    {
        if (request.Events.Count == 0)
        {
            _events.Probe();
            request.Prepared = new AppendResult.Conflict(null);
        }
        else
        {
            request.Prepared = _events.Append(request);
        }
    }

    private void Fail(AppendRequest[] requests, long before, Exception fault, bool committing)
    {
        LastFault = fault.Message;
        LedgerMeter.CommitFailures.Add(1);
        LogFault(fault, requests.Length);
        RollBack();
        _events.RolledBackTo(before);

        // Until COMMIT nothing can last. A failed COMMIT may have put its last frame on disk before the error (a failed fsync), where
        // a crash would bring it back; but not when there was no room for it or it may not be written at all.
        var unknown = committing && fault is not SqliteException { IsDefinitelyNotWritten: true };
        foreach (var request in requests)
        {
            request.SetException(unknown
                ? new OutcomeUnknownException("The commit failed, and whether it is on disk is not known.", fault)
                : new StoreUnavailableException("The event store cannot be written.", fault));
        }
    }

    private void RollBack()
    {
        try
        {
            if (_database.InTransaction)
            {
                _database.Execute("ROLLBACK");
            }
        }
        catch (SqliteException e)
        {
            // The next BEGIN would fail with the same, and say so to its callers.
            LogFault(e, 0);
        }
    }

    private void CheckpointIfDue(bool last)
    {
        try
        {
            if (last)
            {
                _database.CheckpointTruncate();
            }
            else if (_writtenSinceCheckpoint > CheckpointAfterEvents)
            {
                // The long part beside the readers; then, for an instant without them, the WAL begins anew and does not grow for ever.
                _database.CheckpointPassive();
                _readers.WithoutReaders(_database.CheckpointRestart);
                _writtenSinceCheckpoint = 0;
            }
        }
        catch (SqliteException e)
        {
            // Nothing is lost: the events are in the WAL, and the next checkpoint takes them along.
            LogCheckpointFault(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A commit of {Requests} appends failed")]
    private partial void LogFault(Exception fault, int requests);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The WAL could not be moved into the database file; it will be tried again")]
    private partial void LogCheckpointFault(Exception fault);
}
