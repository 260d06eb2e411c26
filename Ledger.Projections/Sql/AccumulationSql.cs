using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Sql;

/// <summary>Statements that add to rows which may be there already, in one generation.</summary>
/// <param name="larger">The function that gives the larger of two values.</param>
internal sealed class AccumulationSql(string larger)
{
    /// <summary>What stands behind SET where a row is there already.</summary>
    public string Assignments(string table, IEnumerable<(string Name, bool IsMaximum)> columns) => string.Join(", ", columns.Select(column =>
        $"{column.Name} = {(column.IsMaximum ? $"{larger}({table}.{column.Name}, excluded.{column.Name})" : $"{table}.{column.Name} + excluded.{column.Name}")}"));

    /// <summary>
    /// The rows are reached by their keys, one after the other. SQLite keeps to the order of a cross join; where the keys were a condition
    /// among others, it would rather read all rows of a status, which are most of a ledger.
    /// </summary>
    /// <param name="keys">A query for the keys that are given, in a column <c>named</c>.</param>
    public string Gather(Gathering gathering, int generation, bool isAdded, string keys)
    {
        var target = TableSql.NameOf(gathering.Target, generation);
        var groups = gathering.Columns.Take(gathering.KeyColumns).ToList();
        var figures = gathering.Columns.Skip(gathering.KeyColumns).ToList();
        var values = groups.Select(column => column.Sql).Concat(figures.Select(column =>
            column.IsMaximum ? $"max({column.Sql})" : $"{(isAdded ? string.Empty : "-")}sum({column.Sql})"));
        return $"INSERT INTO {target} ({string.Join(", ", gathering.Columns.Select(column => column.Name))}) SELECT {string.Join(", ", values)} "
            + $"FROM ({keys}) AS given CROSS JOIN {TableSql.NameOf(gathering.Source, generation)} WHERE {gathering.SourceKey} = named AND {gathering.Where} "
            + $"GROUP BY {string.Join(", ", groups.Select((_, i) => $"{i + 1}"))} ON CONFLICT ({string.Join(", ", groups.Select(column => column.Name))}) "
            + $"DO UPDATE SET {Assignments(target, figures.Select(column => (column.Name, column.IsMaximum)))}";
    }
}
