using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;

namespace Ledger.Projections.Sqlite;

/// <summary>Which generations there are, and how far each has come. Used within the transactions of <see cref="SqliteWriter"/>.</summary>
internal sealed class SqliteBookkeeping(SqliteDatabase database) : IDisposable
{
    private readonly SqliteStatement _list = database.Prepare(
        $"SELECT {GenerationRows.Columns} FROM projection_generations WHERE projection = ?1 ORDER BY generation");

    private readonly SqliteStatement _next = database.Prepare(GenerationRows.TakeNumber("?1"));

    private readonly SqliteStatement _add = database.Prepare(
        """
        INSERT INTO projection_generations (projection, generation, version, state, indexed, on_difference, events, commit_position, prepare_position)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, 0)
        """);

    private readonly SqliteStatement _moveTogether = database.Prepare(Move(GenerationRows.MovesTogether("?1", "?2", "?3", "?11")));

    private readonly SqliteStatement _moveOne = database.Prepare(Move("state = 'building' AND generation = ?11"));

    private readonly SqliteStatement _setState = database.Prepare(
        GenerationRows.SetState("?1", "?2", "?3"));

    private readonly SqliteStatement _note = database.Prepare(GenerationRows.Note("?1", "?2", "?3"));

    private readonly SqliteStatement _setIndexed = database.Prepare(
        "UPDATE projection_generations SET indexed = 1 WHERE projection = ?1 AND generation = ?2");

    private readonly SqliteStatement _point = database.Prepare("UPDATE projections SET live_generation = ?2 WHERE name = ?1");

    private readonly SqliteStatement _report = database.Prepare("UPDATE projections SET error = ?2 WHERE name = ?1");

    private readonly SqliteStatement _findReport = database.Prepare("SELECT error FROM projections WHERE name = ?1");

    private readonly SqliteStatement _remove = database.Prepare("DELETE FROM projection_generations WHERE projection = ?1 AND generation = ?2");

    public IReadOnlyList<Generation> List(string projection)
    {
        _list.Bind(1, projection);
        try
        {
            var found = new List<Generation>();
            while (_list.Step())
            {
                found.Add(new(
                    (int)_list.GetInt64(0),
                    (int)_list.GetInt64(1),
                    GenerationRows.StateOf(_list.GetString(2)),
                    _list.GetInt64(3) != 0,
                    GenerationRows.ChoiceOf(_list.GetString(4)),
                    _list.GetInt64(5),
                    new(
                        new((ulong)_list.GetInt64(6), (ulong)_list.GetInt64(7)),
                        _list.IsNull(8) ? null : Guid.Parse(_list.GetString(8)),
                        _list.IsNull(9) ? null : new(_list.GetString(9), _list.GetInt64(10), _list.GetString(11))),
                    _list.IsNull(12) ? null : _list.GetString(12)));
            }

            return found;
        }
        finally
        {
            _list.Reset();
        }
    }

    /// <summary>The number of the next generation of a projection; each is given once.</summary>
    public int NextNumber(string projection)
    {
        _next.Bind(1, projection);
        try
        {
            _next.Step();
            return (int)_next.GetInt64(0);
        }
        finally
        {
            _next.Reset();
        }
    }

    public void Add(ProjectionSchema schema, int generation, GenerationState state, bool indexed, OnDifference onDifference)
    {
        _add.Bind(1, schema.Name);
        _add.Bind(2, generation);
        _add.Bind(3, schema.Version);
        _add.Bind(4, GenerationRows.TextOf(state));
        _add.Bind(5, indexed ? 1 : 0);
        _add.Bind(6, GenerationRows.TextOf(onDifference));
        _add.Execute();
    }

    /// <summary>Moves the checkpoints of the live generation and of those that go along.</summary>
    /// <returns>Those that stood where they were believed to, and were moved.</returns>
    public IReadOnlyList<int> MoveTogether(ProjectionSchema schema, Position from, ProjectionCheckpoint to)
    {
        _moveTogether.Bind(11, schema.Version);
        return MoveWith(_moveTogether, schema, from, to, 0);
    }

    public bool MoveOne(ProjectionSchema schema, int generation, Position from, ProjectionCheckpoint to, long events, string? progress)
    {
        _moveOne.Bind(11, generation);
        _moveOne.Bind(12, progress);
        return MoveWith(_moveOne, schema, from, to, events).Count == 1;
    }

    public void SetState(ProjectionSchema schema, int generation, GenerationState state)
    {
        _setState.Bind(1, schema.Name);
        _setState.Bind(2, generation);
        _setState.Bind(3, GenerationRows.TextOf(state));
        _setState.Execute();
    }

    public void Note(ProjectionSchema schema, int generation, string progress)
    {
        _note.Bind(1, schema.Name);
        _note.Bind(2, generation);
        _note.Bind(3, progress);
        _note.Execute();
    }

    public void SetIndexed(ProjectionSchema schema, int generation) => Execute(_setIndexed, schema, generation);

    public void Point(ProjectionSchema schema, int generation) => Execute(_point, schema, generation);

    public void Report(ProjectionSchema schema, string? report)
    {
        _report.Bind(1, schema.Name);
        _report.Bind(2, report);
        _report.Execute();
    }

    public string? FindReport(ProjectionSchema schema)
    {
        _findReport.Bind(1, schema.Name);
        try
        {
            return _findReport.Step() && !_findReport.IsNull(0) ? _findReport.GetString(0) : null;
        }
        finally
        {
            _findReport.Reset();
        }
    }

    public void Remove(ProjectionSchema schema, int generation) => Execute(_remove, schema, generation);

    public void Dispose()
    {
        _list.Dispose();
        _next.Dispose();
        _add.Dispose();
        _moveTogether.Dispose();
        _moveOne.Dispose();
        _setState.Dispose();
        _note.Dispose();
        _setIndexed.Dispose();
        _point.Dispose();
        _report.Dispose();
        _findReport.Dispose();
        _remove.Dispose();
    }

    private static string Move(string which) =>
        $"""
        UPDATE projection_generations
        SET commit_position = ?4, prepare_position = ?5, ledger_id = ?6, last_stream = ?7, last_revision = ?8, last_chain = ?9,
            events = events + ?10, progress = coalesce(?12, progress)
        WHERE projection = ?1 AND commit_position = ?2 AND prepare_position = ?3 AND {which}
        RETURNING generation
        """;

    private static List<int> MoveWith(SqliteStatement move, ProjectionSchema schema, Position from, ProjectionCheckpoint to, long events)
    {
        move.Bind(1, schema.Name);
        move.Bind(2, (long)from.Commit);
        move.Bind(3, (long)from.Prepare);
        move.Bind(4, (long)to.Position.Commit);
        move.Bind(5, (long)to.Position.Prepare);
        move.Bind(6, to.LedgerId?.ToString());
        move.Bind(7, to.LastEvent?.Stream);
        move.Bind(8, to.LastEvent?.Revision);
        move.Bind(9, to.LastEvent?.Chain);
        move.Bind(10, events);
        try
        {
            var moved = new List<int>();
            while (move.Step())
            {
                moved.Add((int)move.GetInt64(0));
            }

            return moved;
        }
        finally
        {
            move.Reset();
        }
    }

    private static void Execute(SqliteStatement statement, ProjectionSchema schema, int generation)
    {
        statement.Bind(1, schema.Name);
        statement.Bind(2, generation);
        statement.Execute();
    }
}
