using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Analytics;

/// <summary>What a dashboard shows, in a process of its own, so that it counts nothing but what is done here.</summary>
public abstract class RuntimeSuite : OwnStores
{
    private const string Route = "/v1/analytics/runtime";

    [Fact]
    public async Task It_shows_what_was_done_how_long_it_took_and_what_accounts_have_on_average()
    {
        using var process = await LedgerProcess.StartAsync(Stores);
        var client = process.Client;
        await client.OpenAsync("a");
        await client.OpenAsync("b");
        await client.OpenAsync("closed");
        (await client.PostAsync("/v1/accounts/closed/close", new { reason = "unused" })).ShouldBe(200);
        for (var i = 0; i < 3; i++)
        {
            (await client.DepositAsync("a", "10.01")).ShouldBe(201);
        }

        (await client.DepositAsync("a", "1.00", "key")).ShouldBe(201);
        (await client.DepositAsync("a", "1.00", "key")).ShouldBe(201);
        (await client.WithdrawAsync("a", "0.03")).ShouldBe(201);
        (await client.WithdrawAsync("b", "5.00")).ShouldBe(422);
        var ahead = (await client.PostAsync("/v1/transfers", new { fromAccountId = "a", toAccountId = "b", amount = "7.00", currency = "EUR" })).ShouldBe(201).Header("Ledger-Position")!.Split('-')[0] + "-999999999999";
        (await client.GetAsync("/v1/accounts/a", ("Ledger-Min-Position", ahead), ("Ledger-Wait-Ms", "0"))).ShouldBeProblem(503, "read-model-behind");

        // 3 × 10.01 + 1.00 − 0.03, over the two that are not closed.
        var shown = await UntilAsync(client, figures => Average(figures) == ("EUR", 2, "15.50"));

        shown.GetProperty("counters").GetRawText().Should().Be("""{"deposits":4,"withdrawals":1,"insufficientFunds":1,"errors":1,"fullQueues":0}""");
        var times = shown.GetProperty("processingTimes");
        // Three accounts opened and one closed, seven orders of money, and a transfer's three steps.
        times.GetProperty("count").GetInt64().Should().BeGreaterThanOrEqualTo(3 + 1 + 7 + 3);
        var latest = times.GetProperty("latest").EnumerateArray().Select(time => time.GetDouble()).ToList();
        latest.Should().HaveCount(times.GetProperty("count").GetInt32()).And.OnlyContain(time => time > 0 && time < 60_000);
        times.GetProperty("max").GetDouble().Should().Be(latest.Max());
        times.GetProperty("p50").GetDouble().Should().Be(latest.Order().ElementAt(((latest.Count + 1) / 2) - 1));
        shown.GetProperty("averageBalances").EnumerateArray().Select(sample => sample.GetProperty("at").GetDateTimeOffset())
            .Should().BeInAscendingOrder().And.OnlyContain(at => at >= shown.GetProperty("since").GetDateTimeOffset());
    }

    private static async Task<JsonElement> UntilAsync(LedgerClient client, Predicate<JsonElement> holds)
    {
        for (var tries = 0; ; tries++)
        {
            var figures = (await client.GetAsync(Route)).ShouldBe(200).Json;
            if (holds(figures))
            {
                return figures;
            }

            tries.Should().BeLessThan(200, $"{figures} is to show it");
            await Task.Delay(100);
        }
    }

    private static (string? Currency, long Accounts, string? Average) Average(JsonElement figures) =>
        figures.GetProperty("averageBalances").EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.Object } last
            && last.GetProperty("currencies").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } of
            ? (of.GetProperty("currency").GetString(), of.GetProperty("accounts").GetInt64(), of.GetProperty("average").GetString())
            : default;
}
