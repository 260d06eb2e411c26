using Ledger.EventStore.Sqlite;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Sqlite;

/// <summary>Writes rows with statements that are prepared once a shape.</summary>
internal sealed class SqliteRowWriter(SqliteDatabase database) : IReadModelTransaction, IDisposable
{
    private readonly Dictionary<(object Shape, Mode Mode), SqliteStatement> _statements = [];

    private enum Mode
    {
        Upsert,
        InsertMissing,
        Update,
    }

    public void Upsert<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows) => Write(shape, rows, Mode.Upsert);

    public void InsertMissing<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows) => Write(shape, rows, Mode.InsertMissing);

    public void Update<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows) => Write(shape, rows, Mode.Update);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }
    }

    private static string InsertSql<TRow>(TableShape<TRow> shape, Mode mode)
    {
        var names = shape.Columns.Select(column => column.Name).ToList();
        var replaced = names.Skip(shape.KeyColumns).Select(name => $"{name} = excluded.{name}");
        return $"INSERT INTO {shape.Table} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select((_, i) => $"?{i + 1}"))}) "
            + $"ON CONFLICT ({string.Join(", ", names.Take(shape.KeyColumns))}) DO "
            + (mode == Mode.Upsert ? $"UPDATE SET {string.Join(", ", replaced)}" : "NOTHING");
    }

    private static string UpdateSql<TRow>(TableShape<TRow> shape)
    {
        var pairs = shape.Columns.Select((column, i) => $"{column.Name} = ?{i + 1}").ToList();
        return $"UPDATE {shape.Table} SET {string.Join(", ", pairs.Skip(shape.KeyColumns))} WHERE {string.Join(" AND ", pairs.Take(shape.KeyColumns))}";
    }

    private void Write<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows, Mode mode)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (!_statements.TryGetValue((shape, mode), out var statement))
        {
            statement = database.Prepare(mode == Mode.Update ? UpdateSql(shape) : InsertSql(shape, mode));
            _statements.Add((shape, mode), statement);
        }

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
                throw new ReadModelMismatchException($"Table {shape.Table} lacks the row '{shape.Columns[0].Text!(row)}' that an event changes.");
            }
        }
    }
}
