using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Sql;

/// <summary>Statements that add to rows which may be there already, in one generation.</summary>
/// <param name="larger">The function that gives the larger of two values.</param>
internal sealed class AccumulationSql(string larger)
{
    /// <summary>What stands behind SET where a row is there already.</summary>
    public string Assignments(string table, IEnumerable<(string Name, bool IsMaximum)> columns) => string.Join(", ", columns.Select(column =>
        $"{column.Name} = {(column.IsMaximum ? $"{larger}({table}.{column.Name}, excluded.{column.Name})" : $"{table}.{column.Name} + excluded.{column.Name}")}"));

    /// <param name="isNamed">The condition that the key of a row, which stands in front of it, is one of those that are given.</param>
    public string Gather(Gathering gathering, int generation, bool isAdded, string isNamed)
    {
        var target = TableSql.NameOf(gathering.Target, generation);
        var keys = gathering.Columns.Take(gathering.KeyColumns).ToList();
        var figures = gathering.Columns.Skip(gathering.KeyColumns).ToList();
        var values = keys.Select(column => column.Sql).Concat(figures.Select(column =>
            column.IsMaximum ? $"max({column.Sql})" : $"{(isAdded ? string.Empty : "-")}sum({column.Sql})"));
        return $"INSERT INTO {target} ({string.Join(", ", gathering.Columns.Select(column => column.Name))}) SELECT {string.Join(", ", values)} "
            + $"FROM {TableSql.NameOf(gathering.Source, generation)} WHERE {gathering.SourceKey} {isNamed} AND {gathering.Where} "
            + $"GROUP BY {string.Join(", ", keys.Select((_, i) => $"{i + 1}"))} ON CONFLICT ({string.Join(", ", keys.Select(column => column.Name))}) "
            + $"DO UPDATE SET {Assignments(target, figures.Select(column => (column.Name, column.IsMaximum)))}";
    }
}
