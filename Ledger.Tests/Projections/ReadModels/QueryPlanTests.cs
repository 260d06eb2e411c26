using System.Data.Common;
using Dapper;
using Ledger.Domain.Kernel;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sqlite;
using Ledger.Projections.Transactions;

namespace Ledger.Tests.Projections.ReadModels;

/// <summary>
/// What asks for a few rows, or changes them, costs no more in a ledger of millions. SQLite does not know how many rows have which value, so
/// which index it takes depends on the words of the statement.
/// </summary>
public sealed class QueryPlanTests : IDisposable
{
    private readonly ProjectionLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Rows_whose_figures_change_are_reached_by_their_keys_alone()
    {
        await using var connection = await OpenAsync();
        foreach (var gathering in Figures.All)
        {
            var sql = SqliteRowWriter.GatherSql(gathering, 1, isAdded: true).Replace("?1", "@keys", StringComparison.Ordinal);
            var plan = await PlanAsync(connection, sql, new { keys = "[]" });

            plan[0].Should().Contain("json_each");
            plan[1].Should().Contain("transactions_g1").And.EndWith("(id=?)");
        }
    }

    [Theory]
    [InlineData(false, "transactions_by_account_g1 (account_id=?)")]
    [InlineData(true, "transactions_by_recorded_g1 (account_id=? AND recorded_at>?)")]
    public async Task An_accounts_transactions_of_a_status_are_looked_for_among_its_own(bool hasFrom, string index)
    {
        await using var connection = await OpenAsync();
        var filter = new TransactionFilter("a", null, null, "posted", null, hasFrom ? 1 : null, null, null, null, null, null);
        var plan = await PlanAsync(
            connection, $"SELECT id FROM transactions AS t {TransactionQueries.WhereOf(filter)} {WhereClause.NewestFirst}", new { AccountId = "a", Status = "posted", From = 1L, limit = 5 });

        plan[0].Should().EndWith(index);
    }

    [Fact]
    public async Task A_reference_is_found_by_its_index()
    {
        await using var connection = await OpenAsync();
        var plan = await PlanAsync(
            connection, "SELECT id FROM transactions AS t WHERE t.reference = @reference ORDER BY t.commit_position, t.prepare_position", new { reference = "r" });

        plan.Should().ContainSingle().Which.Should().Contain("transactions_by_reference_g1 (reference=?)");
    }

    private static async Task<List<string>> PlanAsync(DbConnection connection, string sql, object parameters) =>
        [.. (await connection.QueryAsync($"EXPLAIN QUERY PLAN {sql}", parameters)).Select(row => (string)row.detail)];

    private async Task<DbConnection> OpenAsync()
    {
        var (store, projection) = (_lab.OpenReadModels(), new TransactionsProjection(Currency.Parse("EUR")));
        await _lab.RunnerOf(projection, store).StartAsync(_lab.Events, CancellationToken.None);
        await store.Generations.IndexAsync(projection.Schema, 1, CancellationToken.None);
        return await store.OpenAsync(CancellationToken.None);
    }
}
