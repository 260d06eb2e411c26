using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;
using Ledger.Projections.ReadModels;
using Microsoft.Data.Sqlite;

namespace Ledger.Projections.Sqlite;

/// <summary>
/// Read models in one SQLite file of their own, so that they never wait for the event writer. Commits are not synced one by one: what
/// a power cut takes away is built again from the events.
/// </summary>
public sealed class SqliteReadModelStore : IReadModelStore, IDisposable
{
    private const int CheckpointAfterCommits = 200;

    private readonly SqliteDatabase _database;
    private readonly SqliteRowWriter _rows;
    private readonly SqliteCheckpoints _checkpoints;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly string _readConnection;
    private int _commits;
    private bool _disposed;

    private SqliteReadModelStore(string path)
    {
        _database = SqliteDatabase.Open(path, SqliteAccess.Writer);
        _rows = new(_database);
        _checkpoints = new(_database);
        _readConnection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ToString();
    }

    /// <summary>Opens the read models of a directory, and makes both where they are not there.</summary>
    public static SqliteReadModelStore Open(string directory)
    {
        Directory.CreateDirectory(directory);
        return new(Path.Combine(directory, "read-models.db"));
    }

    public async Task<ProjectionCheckpoint> PrepareAsync(ProjectionSchema schema, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return InTransaction(() =>
            {
                if (_checkpoints.Find(schema.Name, schema.Version) is { } known)
                {
                    return known;
                }

                foreach (var table in schema.Tables)
                {
                    _database.Execute($"DROP TABLE IF EXISTS {table}");
                }

                foreach (var statement in schema.Statements)
                {
                    _database.Execute(statement);
                }

                _checkpoints.Begin(schema.Name, schema.Version);
                return ProjectionCheckpoint.None;
            });
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<ProjectionCheckpoint?> FindAsync(ProjectionSchema schema, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return _checkpoints.Find(schema.Name, schema.Version);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<bool> CommitAsync(
        ProjectionSchema schema, Position from, ProjectionCheckpoint to, Action<IReadModelTransaction> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var moved = InTransaction(() =>
            {
                // First the checkpoint: a runner that is not alone anymore writes nothing.
                if (!_checkpoints.TryMove(schema.Name, schema.Version, from, to))
                {
                    return false;
                }

                write(_rows);
                return true;
            });
            if (++_commits % CheckpointAfterCommits == 0)
            {
                Checkpoint(_database.CheckpointPassive);
            }

            return moved;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_readConnection);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The snapshot disposes of its connection.")]
    public async Task<IReadModelSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_readConnection);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return await SqliteReadModelSnapshot.BeginAsync(connection, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        using (var connection = new SqliteConnection(_readConnection))
        {
            SqliteConnection.ClearPool(connection);
        }

        _rows.Dispose();
        _checkpoints.Dispose();
        Checkpoint(_database.CheckpointTruncate);
        _database.Dispose();
        _writing.Dispose();
    }

    /// <summary>What cannot be moved out of the WAL now stays in it, and is there all the same.</summary>
    private static void Checkpoint(Action checkpoint)
    {
        try
        {
            checkpoint();
        }
        catch (EventStore.Sqlite.SqliteException)
        {
            // The commit that came before it has succeeded, and the next checkpoint takes the rest along.
        }
    }

    private T InTransaction<T>(Func<T> work)
    {
        _database.Execute("BEGIN IMMEDIATE");
        try
        {
            var result = work();
            _database.Execute("COMMIT");
            return result;
        }
        catch
        {
            if (_database.InTransaction)
            {
                _database.Execute("ROLLBACK");
            }

            throw;
        }
    }
}
