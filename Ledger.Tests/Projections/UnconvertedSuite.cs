using Dapper;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Data.Sqlite;

namespace Ledger.Tests.Projections;

/// <summary>What waits for a rate is found by an index of its own, however much else there is.</summary>
public abstract class UnconvertedSuite(ReadModelStores stores) : IDisposable
{
    private const string Index = "transactions_unconverted";

    private readonly ProjectionLab _lab = new(stores);

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Page_by_page_the_oldest_come_first_and_what_was_refused_does_not_come()
    {
        var (store, queries) = await FilledAsync("USD");
        var newest = (await queries.NewestAsync(CancellationToken.None))!.Value;

        var (found, place) = (new List<string>(), (Position?)null);
        while (await queries.FindAsync(["EUR", "KWD"], place, newest, 7, CancellationToken.None) is { Count: > 0 } rows)
        {
            found.AddRange(rows.Select(row => row.Id));
            place = rows[^1].Position;
        }

        await using var connection = await store.OpenAsync(CancellationToken.None);
        var posted = (await connection.QueryAsync<string>("SELECT id FROM transactions WHERE status = 'posted' ORDER BY commit_position, prepare_position")).ToList();
        posted.Should().HaveCountGreaterThan(50);
        (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM transactions")).Should().BeGreaterThan(posted.Count);
        found.Should().Equal(posted);
        (await queries.FindAsync(["KWD"], null, newest, 7, CancellationToken.None)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("EUR")]
    [InlineData("USD")]
    public async Task The_index_holds_what_is_not_in_the_reporting_currency_alone(string reporting)
    {
        var (store, queries) = await FilledAsync(reporting);
        await using var connection = await store.OpenAsync(CancellationToken.None);
        if (connection is not SqliteConnection)
        {
            (await connection.ExecuteScalarAsync<string>($"SELECT indexdef FROM pg_indexes WHERE indexname LIKE '{Index}%'"))
                .Should().Contain("conversion_currency IS NULL").And.Contain(reporting);
            return;
        }

        (await connection.ExecuteScalarAsync<string>($"SELECT sql FROM sqlite_master WHERE name LIKE '{Index}%'"))
            .Should().EndWith($"WHERE {UnconvertedQueries.ConditionOf(Currency.Parse(reporting))}");
        foreach (var isAfter in new[] { false, true })
        {
            var plan = await connection.QueryAsync(
                $"EXPLAIN QUERY PLAN {queries.SqlOf(["EUR", "USD", "GBP"], isAfter)}", new { afterCommit = 1L, afterPrepare = 1L, commit = 9L, prepare = 9L, limit = 200 });
            plan.Select(row => (string)row.detail).Should().Contain(step => step.Contains(Index, StringComparison.Ordinal)).And.NotContain(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }
    }

    private async Task<(IReadModelStore Store, UnconvertedQueries Queries)> FilledAsync(string reporting)
    {
        await _lab.FillAsync(seed: 3, accounts: 3, movements: 120);
        var (store, currency) = (_lab.OpenReadModels(), Currency.Parse(reporting));
        var projection = new TransactionsProjection(currency);
        var runner = _lab.RunnerOf(projection, store);
        await runner.StartAsync(_lab.Events, CancellationToken.None);
        await runner.CatchUpAsync(
            _lab.Events, EventSerializer.Default, LedgerStreams.All, await _lab.Events.ReadTailAsync(CancellationToken.None), CancellationToken.None);
        await store.Generations.IndexAsync(projection.Schema, 1, CancellationToken.None);
        return (store, new(store, currency));
    }
}
