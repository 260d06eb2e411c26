using System.Data.Common;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;
using Microsoft.Data.Sqlite;

namespace Ledger.Projections.Sqlite;

/// <summary>
/// Terms in SQLite: beside the table an FTS5 index of its terms, kept by triggers. It knows rows by their number, which grows
/// as the log does, since rows are inserted in its order.
/// </summary>
internal sealed class SqliteTerms(Func<CancellationToken, Task<SqliteConnection>> open) : ITermIndex
{
    // An own column, since VACUUM may number rows anew that have no such.
    public const string Number = "place";

    public string NewestFirst => $"i.{Number} DESC";

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await open(cancellationToken);

    // In this order, whatever the planner thinks: first the index, then the rows that it names.
    public string From(TableSchema table) => $"{IndexView(table)} AS i CROSS JOIN {RowsView(table)} AS s";

    public string JoinEvent(string table, string alias) =>
        $"CROSS JOIN {table} AS {alias} ON {alias}.commit_position = s.commit_position AND {alias}.prepare_position = s.prepare_position";

    public string HasTerms(TableSchema table) => $"i.matched MATCH @terms AND s.{Number} = i.{Number}";

    public string Before(TableSchema table) =>
        $"i.{Number} <= (SELECT b.{Number} FROM {RowsView(table)} AS b WHERE (b.commit_position, b.prepare_position) < (@commit, @prepare) "
        + "ORDER BY b.commit_position DESC, b.prepare_position DESC LIMIT 1)";

    public string ToText(IEnumerable<string> terms) => string.Join(" AND ", terms.Select(term => $"\"{term}\""));

    /// <summary>What a generation of a table with terms has beside the table.</summary>
    public static IEnumerable<string> Create(TableSchema table, int generation)
    {
        if (table.Terms is not { } terms)
        {
            yield break;
        }

        var (rows, index) = (TableSql.NameOf(table.Name, generation), IndexOf(table, generation));
        // Every other sign of ASCII ends a token; what is not ASCII never does, and is taken as it is.
        yield return $"CREATE VIRTUAL TABLE {index} USING fts5({terms}, content='{rows}', content_rowid='{Number}', "
            + "tokenize=\"ascii tokenchars '@._-'\", detail='none', columnsize=0)";
        var add = $"INSERT INTO {index} (rowid, {terms}) VALUES (new.{Number}, new.{terms});";
        var remove = $"INSERT INTO {index} ({index}, rowid, {terms}) VALUES ('delete', old.{Number}, old.{terms});";
        yield return $"CREATE TRIGGER {index}_inserted AFTER INSERT ON {rows} BEGIN {add} END";
        yield return $"CREATE TRIGGER {index}_deleted AFTER DELETE ON {rows} BEGIN {remove} END";
        yield return $"CREATE TRIGGER {index}_updated AFTER UPDATE ON {rows} BEGIN {remove} {add} END";
    }

    public static IEnumerable<string> Drop(TableSchema table, int generation) =>
        table.Terms is null ? [] : [$"DROP TABLE IF EXISTS {IndexOf(table, generation)}"];

    public static IEnumerable<string> PointViews(TableSchema table, int generation) => table.Terms is null ? [] :
    [
        $"DROP VIEW IF EXISTS {RowsView(table)}",
        $"DROP VIEW IF EXISTS {IndexView(table)}",
        $"CREATE VIEW {RowsView(table)} AS SELECT {Number}, {TableSql.ColumnsOf(table)} FROM {TableSql.NameOf(table.Name, generation)}",
        $"CREATE VIEW {IndexView(table)} AS SELECT rowid AS {Number}, {IndexOf(table, generation)} AS matched FROM {IndexOf(table, generation)}",
    ];

    private static string RowsView(TableSchema table) => $"{table.Name}_rows";

    private static string IndexView(TableSchema table) => $"{table.Name}_index";

    private static string IndexOf(TableSchema table, int generation) => $"{TableSql.NameOf(table.Name, generation)}_terms";
}
