using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Sqlite;

/// <summary>How far each projection has come: one row a projection.</summary>
internal sealed class SqliteCheckpoints : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS projections (
            name             TEXT    NOT NULL PRIMARY KEY,
            version          INTEGER NOT NULL,
            commit_position  INTEGER NOT NULL,
            prepare_position INTEGER NOT NULL,
            ledger_id        TEXT,
            last_stream      TEXT,
            last_revision    INTEGER,
            last_chain       TEXT
        )
        """;

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _move;

    public SqliteCheckpoints(SqliteDatabase database)
    {
        _database = database;
        database.Execute(Schema);
        _find = database.Prepare(
            "SELECT commit_position, prepare_position, ledger_id, last_stream, last_revision, last_chain FROM projections WHERE name = ?1 AND version = ?2");
        _begin = database.Prepare("INSERT OR REPLACE INTO projections (name, version, commit_position, prepare_position) VALUES (?1, ?2, 0, 0)");
        _move = database.Prepare("""
            UPDATE projections SET commit_position = ?4, prepare_position = ?5, ledger_id = ?6, last_stream = ?7, last_revision = ?8, last_chain = ?9
            WHERE name = ?1 AND commit_position = ?2 AND prepare_position = ?3 AND version = ?10
            """);
    }

    public ProjectionCheckpoint? Find(string name, int version)
    {
        _find.Bind(1, name);
        _find.Bind(2, version);
        try
        {
            return !_find.Step() ? null : new(
                new((ulong)_find.GetInt64(0), (ulong)_find.GetInt64(1)),
                _find.IsNull(2) ? null : Guid.Parse(_find.GetString(2)),
                _find.IsNull(3) ? null : new(_find.GetString(3), _find.GetInt64(4), _find.GetString(5)));
        }
        finally
        {
            _find.Reset();
        }
    }

    public void Begin(string name, int version)
    {
        _begin.Bind(1, name);
        _begin.Bind(2, version);
        _begin.Execute();
    }

    /// <summary>Moves a checkpoint from where it is believed to stand; false where it stands elsewhere.</summary>
    public bool TryMove(string name, int version, Position from, ProjectionCheckpoint to)
    {
        _move.Bind(1, name);
        _move.Bind(2, (long)from.Commit);
        _move.Bind(3, (long)from.Prepare);
        _move.Bind(4, (long)to.Position.Commit);
        _move.Bind(5, (long)to.Position.Prepare);
        _move.Bind(6, to.LedgerId?.ToString());
        _move.Bind(7, to.LastEvent?.Stream);
        _move.Bind(8, to.LastEvent?.Revision);
        _move.Bind(9, to.LastEvent?.Chain);
        _move.Bind(10, version);
        _move.Execute();
        return _database.Changes == 1;
    }

    public void Dispose()
    {
        _find.Dispose();
        _begin.Dispose();
        _move.Dispose();
    }
}
