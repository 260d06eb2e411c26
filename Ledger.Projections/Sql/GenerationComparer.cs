using System.Data.Common;
using Dapper;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Sql;

/// <summary>Compares the tables of two generations row by row, within a transaction that sees both as of one moment.</summary>
/// <param name="differs">How the dialect says that two values are not the same, where two NULLs are.</param>
internal sealed class GenerationComparer(string differs)
{
    private const string Stream = "of_stream";

    public async Task<GenerationComparison> CompareAsync(
        DbConnection connection, DbTransaction transaction, ProjectionSchema schema, int live, int other, int rows, CancellationToken cancellationToken)
    {
        var total = new GenerationComparison(0, 0, 0, 0, []);
        foreach (var table in schema.Tables)
        {
            var (old, fresh) = (TableSql.NameOf(table.Name, live), TableSql.NameOf(table.Name, other));
            var keys = string.Join(" AND ", table.Key.Select(key => $"o.{key.Name} = n.{key.Name}"));
            var key = table.Key.First().Name;
            var differing = table.Columns.Except(table.Key).Select(column => $"o.{column.Name} {differs} n.{column.Name}").DefaultIfEmpty("1 = 0");
            var counts = await connection.QuerySingleAsync<Counts>(Command(
                $"""
                 SELECT count(*) AS Live,
                        count(CASE WHEN n.{key} IS NULL THEN 1 END) AS Missing,
                        count(CASE WHEN n.{key} IS NOT NULL AND ({string.Join(" OR ", differing)}) THEN 1 END) AS Changed,
                        (SELECT count(*) FROM {fresh}) AS Fresh
                 FROM {old} AS o LEFT JOIN {fresh} AS n ON {keys}
                 """));
            var added = counts.Fresh - (counts.Live - counts.Missing);
            var first = new List<RowDifference>(total.First);
            if (counts.Missing + counts.Changed + added > 0 && first.Count < rows)
            {
                first.AddRange(await FirstAsync(table, old, fresh, rows - first.Count));
            }

            total = new(total.Rows + counts.Live, total.Missing + counts.Missing, total.Added + added, total.Changed + counts.Changed, first);
        }

        return total;

        async Task<IEnumerable<RowDifference>> FirstAsync(TableSchema table, string old, string fresh, int count)
        {
            var (columns, keys) = (TableSql.ColumnsOf(table), string.Join(", ", table.Key.Select(key => key.Name)));
            // EXCEPT takes two NULLs for the same, in every dialect.
            var left = await RowsAsync(table, $"SELECT {columns} FROM {old} EXCEPT SELECT {columns} FROM {fresh} ORDER BY {keys} LIMIT {count}");
            var right = await RowsAsync(table, $"SELECT {columns} FROM {fresh} EXCEPT SELECT {columns} FROM {old} ORDER BY {keys} LIMIT {count}");
            var first = new List<RowDifference>();
            foreach (var (key, row) in left.Concat(right).DistinctBy(row => row.Key, StringComparer.Ordinal).OrderBy(row => row.Key, StringComparer.Ordinal).Take(count))
            {
                // The other side of it may lie beyond that side's first rows.
                var was = left.GetValueOrDefault(key) ?? await FindAsync(table, old, row);
                var becomes = right.GetValueOrDefault(key) ?? await FindAsync(table, fresh, row);
                first.Add(new(table.Name, (string)row[Stream]!, Columns(table, was), Columns(table, becomes)));
            }

            return first;
        }

        async Task<IDictionary<string, object?>?> FindAsync(TableSchema table, string name, IDictionary<string, object?> row)
        {
            var key = new DynamicParameters(table.Key.ToDictionary(column => column.Name, column => row[column.Name], StringComparer.Ordinal));
            var where = string.Join(" AND ", table.Key.Select(column => $"{column.Name} = @{column.Name}"));
            return (await connection.QueryAsync(Command($"SELECT {TableSql.ColumnsOf(table)} FROM {name} WHERE {where}", key))).SingleOrDefault();
        }

        async Task<Dictionary<string, IDictionary<string, object?>>> RowsAsync(TableSchema table, string rowsSql)
        {
            var found = new Dictionary<string, IDictionary<string, object?>>(StringComparer.Ordinal);
            foreach (IDictionary<string, object?> row in await connection.QueryAsync(Command($"SELECT {table.Stream} AS {Stream}, d.* FROM ({rowsSql}) AS d")))
            {
                found[string.Join('\u001f', table.Key.Select(key => row[key.Name]))] = row;
            }

            return found;
        }

        CommandDefinition Command(string sql, object? parameters = null) => new(sql, parameters, transaction: transaction, commandTimeout: 0, cancellationToken: cancellationToken);
    }

    private static Dictionary<string, object?>? Columns(TableSchema table, IDictionary<string, object?>? row) =>
        row is null ? null : table.Columns.ToDictionary(column => column.Name, column => row[column.Name], StringComparer.Ordinal);

    private sealed record Counts(long Live, long Missing, long Changed, long Fresh);
}
