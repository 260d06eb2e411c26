using System.Data.Common;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sql;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>Terms in PostgreSQL: a GIN index over them.</summary>
internal sealed class PostgresTerms(Func<CancellationToken, Task<NpgsqlConnection>> open) : ITermIndex
{
    public string NewestFirst => "s.commit_position DESC, s.prepare_position DESC";

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await open(cancellationToken);
        try
        {
            // A rare word wants the index, a common one the newest rows one by one: a plan that is made for any word is wrong for many. The
            // setting goes when the connection goes back to its pool.
            await using var command = new NpgsqlCommand("SET plan_cache_mode = force_custom_plan", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public string From(TableSchema table) => $"{table.Name} AS s";

    // Row by row, from the newest: since the two columns go together, which it does not know, the planner would take the join for one that finds
    // next to nothing, and join and sort everything first.
    public string JoinEvent(string table, string alias) =>
        $"CROSS JOIN LATERAL (SELECT * FROM {table} AS one WHERE one.commit_position = s.commit_position AND one.prepare_position = s.prepare_position LIMIT 1) AS {alias}";

    public string HasTerms(TableSchema table) => $"string_to_array(s.{table.Terms}, ' ') @> string_to_array(@terms, ' ')";

    public string Before(TableSchema table) => "(s.commit_position, s.prepare_position) < (@commit, @prepare)";

    public string ToText(IEnumerable<string> terms) => string.Join(' ', terms);

    public static IEnumerable<string> CreateIndex(TableSchema table, int generation) => table.Terms is not { } terms ? [] :
        [$"CREATE INDEX IF NOT EXISTS {TableSql.NameOf(table.Name, generation)}_terms ON {TableSql.NameOf(table.Name, generation)} USING gin (string_to_array({terms}, ' '))"];
}
