using System.Text.Json;
using Ledger.EventStore.Sqlite;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;

namespace Ledger.Projections.Sqlite;

/// <summary>Writes rows to one generation, with statements that are prepared once a shape.</summary>
internal sealed class SqliteRowWriter(SqliteDatabase database, int generation) : IReadModelTransaction, IDisposable
{
    private static readonly AccumulationSql Accumulation = new("max");

    private readonly Dictionary<(object Shape, Mode Mode), SqliteStatement> _statements = [];

    private enum Mode
    {
        Upsert,
        InsertMissing,
        Accumulate,
        Update,
        Gather,
        TakeAway,
    }

    public void Upsert<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows) => Write(shape, rows, Mode.Upsert);

    public void InsertMissing<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows) => Write(shape, rows, Mode.InsertMissing);

    public void Accumulate<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows) => Write(shape, rows, Mode.Accumulate);

    public void Update<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows) => Write(shape, rows, Mode.Update);

    public void Gather(Gathering gathering, IReadOnlyCollection<string> keys, bool isAdded)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var statement = Prepared(
            gathering,
            isAdded ? Mode.Gather : Mode.TakeAway,
            mode => GatherSql(gathering, generation, mode == Mode.Gather));
        statement.Bind(1, JsonSerializer.Serialize(keys));
        statement.Execute();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }
    }

    internal static string GatherSql(Gathering gathering, int generation, bool isAdded) =>
        Accumulation.Gather(gathering, generation, isAdded, "SELECT value AS named FROM json_each(?1)");

    private string InsertSql<TRow>(TableShape<TRow> shape, Mode mode)
    {
        var (names, table) = (shape.Columns.Select(column => column.Name).ToList(), TableSql.NameOf(shape.Table, generation));
        return $"INSERT INTO {table} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select((_, i) => $"?{i + 1}"))}) "
            + $"ON CONFLICT ({string.Join(", ", names.Take(shape.KeyColumns))}) DO "
            + mode switch
            {
                Mode.Upsert => $"UPDATE SET {string.Join(", ", names.Skip(shape.KeyColumns).Select(name => $"{name} = excluded.{name}"))}",
                Mode.Accumulate => $"UPDATE SET {Accumulation.Assignments(table, shape.Columns.Skip(shape.KeyColumns).Select(column => (column.Name, column.IsMaximum)))}",
                _ => "NOTHING",
            };
    }

    private string UpdateSql<TRow>(TableShape<TRow> shape)
    {
        var pairs = shape.Columns.Select((column, i) => $"{column.Name} = ?{i + 1}").ToList();
        return $"UPDATE {TableSql.NameOf(shape.Table, generation)} SET {string.Join(", ", pairs.Skip(shape.KeyColumns))} WHERE {string.Join(" AND ", pairs.Take(shape.KeyColumns))}";
    }

    private SqliteStatement Prepared(object shape, Mode mode, Func<Mode, string> sql)
    {
        if (!_statements.TryGetValue((shape, mode), out var statement))
        {
            _statements.Add((shape, mode), statement = database.Prepare(sql(mode)));
        }

        return statement;
    }

    private void Write<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows, Mode mode)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var statement = Prepared(shape, mode, how => how == Mode.Update ? UpdateSql(shape) : InsertSql(shape, how));
        foreach (var row in rows)
        {
            for (var i = 0; i < shape.Columns.Count; i++)
            {
                var column = shape.Columns[i];
                if (column.Number is { } number)
                {
                    statement.Bind(i + 1, number(row));
                }
                else
                {
                    statement.Bind(i + 1, column.Text!(row));
                }
            }

            statement.Execute();
            if (mode == Mode.Update && database.Changes == 0)
            {
                throw new ReadModelMismatchException($"Table {shape.Table} lacks the row '{shape.KeyOf(row)}' that an event changes.");
            }
        }
    }
}

/// <summary>The writers of the generations that are written.</summary>
internal sealed class SqliteRowWriters(SqliteDatabase database) : IDisposable
{
    private readonly Dictionary<int, SqliteRowWriter> _writers = [];

    public SqliteRowWriter Of(int generation)
    {
        if (!_writers.TryGetValue(generation, out var writer))
        {
            _writers.Add(generation, writer = new(database, generation));
        }

        return writer;
    }

    /// <summary>The tables of a generation go; statements that name them would be in the way.</summary>
    public void Forget(int generation)
    {
        if (_writers.Remove(generation, out var writer))
        {
            writer.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var writer in _writers.Values)
        {
            writer.Dispose();
        }
    }
}
