using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Projections.Postgres;

/// <summary>
/// Gathers rows for one generation, and puts each lot into one statement over arrays: a column travels as one value, however many rows
/// there are.
/// </summary>
internal sealed class PostgresRows(int generation) : IReadModelTransaction
{
    private static readonly AccumulationSql Accumulation = new("greatest");

    private readonly List<(NpgsqlBatchCommand Command, int Expected, string Table)> _commands = [];

    public void Upsert<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows) => Insert(
        shape, rows, $"UPDATE SET {string.Join(", ", Names(shape).Skip(shape.KeyColumns).Select(name => $"{name} = excluded.{name}"))}");

    public void InsertMissing<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows) => Insert(shape, rows, "NOTHING");

    public void Accumulate<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows)
    {
        var figures = shape.Columns.Skip(shape.KeyColumns).Select(column => (column.Name, column.IsMaximum));
        Insert(shape, rows, $"UPDATE SET {Accumulation.Assignments(TableSql.NameOf(shape.Table, generation), figures)}");
    }

    public void Update<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows)
    {
        var names = Names(shape).ToList();
        Add(
            shape,
            rows,
            $"UPDATE {TableSql.NameOf(shape.Table, generation)} AS t SET {string.Join(", ", names.Skip(shape.KeyColumns).Select(name => $"{name} = u.{name}"))} "
                + $"FROM unnest({Arrays(shape)}) AS u ({string.Join(", ", names)}) "
                + $"WHERE {string.Join(" AND ", names.Take(shape.KeyColumns).Select(name => $"t.{name} = u.{name}"))}",
            rows.Count);
    }

    public void Gather(Gathering gathering, IReadOnlyCollection<string> keys, bool isAdded)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var command = new NpgsqlBatchCommand(Accumulation.Gather(gathering, generation, isAdded, "SELECT unnest($1) AS named"));
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        _commands.Add((command, -1, gathering.Target));
    }

    public void AddTo(NpgsqlBatch batch) => _commands.ForEach(one => batch.BatchCommands.Add(one.Command));

    /// <exception cref="ReadModelMismatchException">A row that was to be changed is not there.</exception>
    public void ThrowIfMissing()
    {
        foreach (var (command, expected, table) in _commands)
        {
            if (expected >= 0 && (long)command.RecordsAffected != expected)
            {
                throw new ReadModelMismatchException(
                    $"Table {table} lacks {expected - (long)command.RecordsAffected} of {expected} rows that events change.");
            }
        }
    }

    private static IEnumerable<string> Names<TRow>(TableShape<TRow> shape) => shape.Columns.Select(column => column.Name);

    private static string Arrays<TRow>(TableShape<TRow> shape) =>
        string.Join(", ", shape.Columns.Select((column, i) => $"${i + 1}::{(column.Number is null ? "text" : "bigint")}[]"));

    private void Insert<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows, string onConflict) => Add(
        shape,
        rows,
        $"INSERT INTO {TableSql.NameOf(shape.Table, generation)} ({string.Join(", ", Names(shape))}) SELECT * FROM unnest({Arrays(shape)}) "
            + $"ON CONFLICT ({string.Join(", ", Names(shape).Take(shape.KeyColumns))}) DO {onConflict}",
        -1);

    private void Add<TRow>(TableShape<TRow> shape, IReadOnlyCollection<TRow> rows, string sql, int expected)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in shape.Columns)
        {
            command.Parameters.Add(column.Number is { } number
                ? new NpgsqlParameter<long?[]> { TypedValue = [.. rows.Select(number)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint }
                : new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(column.Text!)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        }

        _commands.Add((command, expected, shape.Table));
    }
}
