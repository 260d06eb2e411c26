using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Sql;

/// <summary>Tables, indexes and views of a generation, in the SQL that both dialects share.</summary>
/// <param name="textType">How the dialect has text that compares bytewise.</param>
/// <param name="number">A column of its own that numbers the rows of tables with terms, where the dialect needs one.</param>
internal sealed class TableSql(string textType, string? number = null)
{
    /// <summary>The table that a generation has in place of a projection's table.</summary>
    public static string NameOf(string table, int generation) => FormattableString.Invariant($"{table}_g{generation}");

    public string CreateTable(TableSchema table, int generation) =>
        $"CREATE TABLE {NameOf(table.Name, generation)} ({(IsNumbered(table) ? $"{number} INTEGER PRIMARY KEY, " : string.Empty)}"
            + $"{string.Join(", ", table.Columns.Select(ColumnOf))}, {(IsNumbered(table) ? "UNIQUE" : "PRIMARY KEY")} ({string.Join(", ", table.Key.Select(key => key.Name))}))";

    public static string ColumnsOf(TableSchema table) => string.Join(", ", table.Columns.Select(column => column.Name));

    public static IEnumerable<string> CreateIndexes(TableSchema table, int generation) => table.Indexes.Select(index =>
        $"CREATE INDEX IF NOT EXISTS {NameOf(index.Name, generation)} ON {NameOf(table.Name, generation)} ({string.Join(", ", index.Columns)})"
        + (index.Condition is { } condition ? $" WHERE {condition}" : string.Empty));

    public static IEnumerable<string> PointView(TableSchema table, int generation) =>
    [
        $"DROP VIEW IF EXISTS {table.Name}",
        $"CREATE VIEW {ViewOf(table, generation)}",
    ];

    /// <summary>For PostgreSQL, where others may look through the view: it stays, and shows another table with the same columns.</summary>
    public static string ReplaceView(TableSchema table, int generation) => $"CREATE OR REPLACE VIEW {ViewOf(table, generation)}";

    public static string DropTable(TableSchema table, int generation) => $"DROP TABLE IF EXISTS {NameOf(table.Name, generation)}";

    private static string ViewOf(TableSchema table, int generation) =>
        $"{table.Name} AS SELECT {ColumnsOf(table)} FROM {NameOf(table.Name, generation)}";

    private bool IsNumbered(TableSchema table) => number is not null && table.Terms is not null;

    private string ColumnOf(ColumnSchema column) => $"{column.Name} {(column.IsText ? textType : "BIGINT")}{(column.IsNullable ? string.Empty : " NOT NULL")}";
}
