using System.Data.Common;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;
using Microsoft.Data.Sqlite;

namespace Ledger.Projections.Sqlite;

/// <summary>
/// Read models in one SQLite file of their own, so that they never wait for the event writer. Commits are not synced one by one: what
/// a power cut takes away is built again from the events. One process a file: the lock of its directory sees to that.
/// </summary>
public sealed class SqliteReadModelStore : IReadModelStore, IDisposable
{
    // Raised when the tables about projections change; what a file of another format holds is built anew.
    private const long Format = 3;

    private readonly SqliteWriter _writer;
    private readonly SqliteBookkeeping _books;
    private readonly SqliteRowWriters _rows;
    private readonly SqliteGenerations _generations;
    private readonly string _readConnection;
    private bool _disposed;

    private SqliteReadModelStore(string path)
    {
        _writer = new(path);
        try
        {
            CreateTables(_writer.Database);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        _books = new(_writer.Database);
        _rows = new(_writer.Database);
        _readConnection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = true }.ToString();
        _generations = new(_writer, _books, _rows, ConnectAsync);
        Terms = new SqliteTerms(ConnectAsync);
    }

    /// <summary>The connection that writes.</summary>
    internal SqliteDatabase Database => _writer.Database;

    public IGenerationStore Generations => _generations;

    public ITermIndex Terms { get; }

    /// <summary>Opens the read models of a directory, and makes both where they are not there.</summary>
    public static SqliteReadModelStore Open(string directory)
    {
        Directory.CreateDirectory(directory);
        return new(Path.Combine(directory, "read-models.db"));
    }

    public Task<ProjectionCheckpoint> PrepareAsync(ProjectionSchema schema, CancellationToken cancellationToken) => _writer.InTransactionAsync(
        () =>
        {
            if (FindLive(schema) is { } known)
            {
                return known.Checkpoint;
            }

            _generations.Restart(schema);
            return ProjectionCheckpoint.None;
        },
        cancellationToken);

    public Task<ProjectionCheckpoint?> FindAsync(ProjectionSchema schema, CancellationToken cancellationToken) =>
        _writer.AloneAsync(() => FindLive(schema)?.Checkpoint, cancellationToken);

    public Task<bool> CommitAsync(
        ProjectionSchema schema, Position from, ProjectionCheckpoint to, Action<IReadModelTransaction> write, CancellationToken cancellationToken) =>
        _writer.InTransactionAsync(
            () =>
            {
                // First the checkpoints: a runner that is not alone anymore writes nothing.
                var moved = _books.MoveTogether(schema, from, to);
                foreach (var generation in moved)
                {
                    write(_rows.Of(generation));
                }

                return moved.Count > 0;
            },
            cancellationToken);

    public Task ReportAsync(ProjectionSchema schema, ProjectionFailure? failure, CancellationToken cancellationToken) => _writer.InTransactionAsync(
        () =>
        {
            _books.Report(schema, failure?.ToText());
            return true;
        },
        cancellationToken);

    public Task<ProjectionFailure?> FindFailureAsync(ProjectionSchema schema, CancellationToken cancellationToken) =>
        _writer.AloneAsync(() => ProjectionFailure.OfText(_books.FindReport(schema)), cancellationToken);

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await ConnectAsync(cancellationToken);

    /// <summary>The process has the file for itself.</summary>
    public Task<IProjectorLock?> TryLeadAsync(CancellationToken cancellationToken) => Task.FromResult<IProjectorLock?>(new Alone());

    public async Task<IReadModelSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken);
        // Until it ends, the WAL keeps what it may still ask for.
        return await ReadModelSnapshot.BeginAsync(
            connection,
            connection.BeginTransaction(deferred: true),
            (sql, _) => Task.FromResult<IRowCursor>(new SqliteRowCursor(connection, sql)),
            cancellationToken);
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

        // Statements go when nothing uses them any more.
        _writer.Stop();
        _rows.Dispose();
        _books.Dispose();
        _writer.Dispose();
    }

    private static void CreateTables(SqliteDatabase database)
    {
        switch (database.QueryInt64("PRAGMA user_version"))
        {
            case Format:
                break;
            case 2:
                database.Execute(GenerationRows.AddProgress(SqliteGenerations.TextType));
                break;
            default:
                DropEverything(database);
                break;
        }

        foreach (var statement in GenerationRows.CreateTables(SqliteGenerations.TextType))
        {
            database.Execute(statement);
        }

        database.Execute(FormattableString.Invariant($"PRAGMA user_version = {Format}"));
    }

    private static void DropEverything(SqliteDatabase database)
    {
        var names = new List<string>();
        // First virtual tables, which take the tables that they are kept in along.
        using (var tables = database.Prepare(
            "SELECT type || ' IF EXISTS ' || name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY sql NOT LIKE 'CREATE VIRTUAL %'"))
        {
            while (tables.Step())
            {
                names.Add(tables.GetString(0));
            }
        }

        names.ForEach(name => database.Execute($"DROP {name}"));
    }

    private Generation? FindLive(ProjectionSchema schema) =>
        _books.List(schema.Name).SingleOrDefault(known => known.State == GenerationState.Live && known.Version == schema.Version);

    private async Task<SqliteConnection> ConnectAsync(CancellationToken cancellationToken)
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

    private sealed class Alone : IProjectorLock
    {
        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
