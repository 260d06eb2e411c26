using System.Collections.Concurrent;
using Ledger.EventStore.Sqlite;

namespace Ledger.Projections.Sqlite;

/// <summary>
/// The one connection that writes, for one at a time, on a thread of its own: what takes long, as a lot of a rebuild does, would keep one of
/// the few threads that requests are answered on.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int CheckpointAfterCommits = 200;

    // 64 MiB: what stands in the WAL alone is looked for there by every reader, and takes its place on the disk twice.
    private const int CheckpointAfterPages = 16_384;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private int _commits;
    private int _pages;

    public SqliteWriter(string path)
    {
        Database = SqliteDatabase.Open(path, SqliteAccess.Writer);
        _thread = new(Work) { IsBackground = true, Name = "read models" };
        _thread.Start();
    }

    public SqliteDatabase Database { get; }

    /// <summary>Runs work alone, without a transaction of its own.</summary>
    public async Task<T> AloneAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            _work.Add(() => Carry(work, done), CancellationToken.None);
            return await done.Task;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs work in one transaction; what it throws undoes it.</summary>
    public Task<T> InTransactionAsync<T>(Func<T> work, CancellationToken cancellationToken) => AloneAsync(
        () =>
        {
            var result = InTransaction(work);
            _pages += Database.TakePagesWritten();
            if (++_commits >= CheckpointAfterCommits || _pages >= CheckpointAfterPages)
            {
                (_commits, _pages) = (0, 0);
                Checkpoint(Database.CheckpointPassive);
            }

            return result;
        },
        cancellationToken);

    /// <summary>Takes nothing more, and waits for what is being done.</summary>
    public void Stop()
    {
        _work.CompleteAdding();
        _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        _work.Dispose();
        Checkpoint(Database.CheckpointTruncate);
        Database.Dispose();
        _writing.Dispose();
    }

    private static void Carry<T>(Func<T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(work());
        }
        // It goes to the one who waits.
        catch (Exception fault)
        {
            done.SetException(fault);
        }
    }

    private void Work()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }

    /// <summary>What cannot be moved out of the WAL now stays in it, and is there all the same.</summary>
    private static void Checkpoint(Action checkpoint)
    {
        try
        {
            checkpoint();
        }
        catch (SqliteException)
        {
            // The commit that came before it has succeeded, and the next checkpoint takes the rest along.
        }
    }

    private T InTransaction<T>(Func<T> work)
    {
        Database.Execute("BEGIN IMMEDIATE");
        try
        {
            var result = work();
            Database.Execute("COMMIT");
            return result;
        }
        catch
        {
            if (Database.InTransaction)
            {
                Database.Execute("ROLLBACK");
            }

            throw;
        }
    }
}
