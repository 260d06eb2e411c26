using Dapper;
using Ledger.Domain.Kernel;
using Ledger.Projections.Sqlite;
using Ledger.Projections.Transactions;

namespace Ledger.Tests.Projections.ReadModels;

/// <summary>To change a few rows costs no more in a ledger of millions: SQLite does not know how many rows have which status.</summary>
public sealed class GatheringPlanTests : IDisposable
{
    private readonly ProjectionLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Rows_whose_figures_change_are_reached_by_their_keys_alone()
    {
        var (store, projection) = (_lab.OpenReadModels(), new TransactionsProjection(Currency.Parse("EUR")));
        await _lab.RunnerOf(projection, store).StartAsync(_lab.Events, CancellationToken.None);
        await store.Generations.IndexAsync(projection.Schema, 1, CancellationToken.None);
        await using var connection = await store.OpenAsync(CancellationToken.None);
        foreach (var gathering in Figures.All)
        {
            var sql = SqliteRowWriter.GatherSql(gathering, 1, isAdded: true).Replace("?1", "@keys", StringComparison.Ordinal);
            var plan = (await connection.QueryAsync($"EXPLAIN QUERY PLAN {sql}", new { keys = "[]" })).Select(row => (string)row.detail).ToList();

            plan[0].Should().Contain("json_each");
            plan[1].Should().Contain("transactions_g1").And.EndWith("(id=?)");
        }
    }
}
