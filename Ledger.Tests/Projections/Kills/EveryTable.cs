using System.Text;
using Dapper;
using Ledger.Projections.ReadModels;
using Microsoft.Data.Sqlite;

namespace Ledger.Tests.Projections.Kills;

/// <summary>Everything that read models hold, of every generation, as text.</summary>
internal static class EveryTable
{
    private const string OfSqlite = "SELECT name AS Name, type AS Kind FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1";

    private const string OfPostgres =
        """
        SELECT relname::text AS Name, CASE relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' ELSE 'index' END AS Kind
        FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v', 'i') ORDER BY relname COLLATE "C"
        """;

    /// <summary>Whose turn it is, and how fast something went, is not the same each time.</summary>
    private static readonly HashSet<string> s_leftOut = ["projector", "progress"];

    public static async Task<string> DumpAsync(IReadModelStore store)
    {
        await using var connection = await store.OpenAsync(CancellationToken.None);
        var text = new StringBuilder();
        foreach (var (name, kind) in await connection.QueryAsync<(string Name, string Kind)>(connection is SqliteConnection ? OfSqlite : OfPostgres))
        {
            text.AppendLine($"{kind} {name}");
            if (kind == "index" || s_leftOut.Contains(name))
            {
                continue;
            }

            var rows = (await connection.QueryAsync($"SELECT * FROM {name}")).Cast<IDictionary<string, object?>>()
                .Select(row => string.Join('|', row.Where(column => !s_leftOut.Contains(column.Key)).Select(column => $"{column.Key}={column.Value ?? "null"}")));
            text.AppendJoin('\n', rows.Order(StringComparer.Ordinal)).AppendLine();
        }

        return text.ToString();
    }
}
