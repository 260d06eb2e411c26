using System.Text.Json;
using Ledger.Tests.Api.Crash;
using Ledger.Tests.Rates;
using Ledger.Tests.Support.Exposition;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

/// <summary>A currency that the bundled table does not have, refused, then posted without a rate, then converted.</summary>
public abstract class LateRatesSuite : OwnStores
{
    private const string Key = "k";

    [Fact]
    public async Task What_has_no_rate_is_refused_or_posted_as_configured_and_converted_once_when_there_is_one()
    {
        using (var refusing = await StartAsync(("Ledger__WithoutRate", "refuse")))
        {
            await refusing.Client.OpenAsync("dinars", "KWD");
            (await refusing.Client.DepositAsync("dinars", "3.600", Key, "KWD")).ShouldBeProblem(422, "rate-unavailable");
            (await refusing.Client.BalanceAsync("dinars")).Should().Be("0.000");
            (await refusing.TerminateAsync()).Should().Be(0);
        }

        string id;
        string reversal;
        using (var posting = await StartAsync())
        {
            // With another amount: the refusal has left the key unused.
            var posted = (await posting.Client.DepositAsync("dinars", "7.200", Key, "KWD")).ShouldBe(201);
            posted.Header("Idempotency-Replayed").Should().BeNull();
            ConversionsSuite.Of(posted.Json).Should().BeNull();
            id = posted.Member("id")!;
            reversal = (await posting.Client.PostAsync($"/v1/transactions/{id}/reversal", new { reason = "by mistake" })).ShouldBe(201).Member("id")!;
            (await posting.TerminateAsync()).Should().Be(0);
        }

        await using var feed = await StubService.AnsweringAsync(200, RateSamples.Feed("2026-04-13", ("KWD", "0.36")));
        using var converting = await StartAsync(("Ledger__RatesUrl", feed.Url));
        var expected = ("EUR", "20.00", "0.36", "2026-04-13", "ECB");
        await UntilConvertedAsync(converting.Client, id, expected);
        await UntilConvertedAsync(converting.Client, reversal, expected);
        var metrics = await Scrape.UntilAsync(converting.Client.Url, text => text["ledger_rates_late_conversions_total"] == 2);
        metrics["ledger_rates_refreshes_total"].Should().Be(1);

        // New ones are converted at once, and nothing is converted twice.
        ConversionsSuite.Of((await converting.Client.DepositAsync("dinars", "7.200", null, "KWD")).ShouldBe(201).Json).Should().Be(expected);
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var history = (await converting.Client.GetAsync("/v1/accounts/dinars/events?limit=100")).ShouldBe(200).Text;
        (history.Split("transaction-converted").Length - 1).Should().Be(2);
        await Rebuilding.VerifyAsync(converting.Client);
    }

    [Fact]
    public async Task A_source_that_is_down_makes_the_service_degraded_and_not_unavailable()
    {
        await using var feed = await StubService.AnsweringAsync(500, "down");
        using var ledger = await StartAsync(("Ledger__RatesUrl", feed.Url));
        var rates = await UntilRatesAsync(ledger.Client, "held-up");

        rates.GetProperty("detail").GetString().Should().Contain("127.0.0.1").And.Contain("2026-04-13");
        var state = rates.GetProperty("rates");
        (state.GetProperty("source").GetString(), state.GetProperty("newestDate").GetString(), state.GetProperty("circuitOpen").GetBoolean())
            .Should().Be(("127.0.0.1", "2026-04-13", false));
        state.GetProperty("lastFetchAt").ValueKind.Should().Be(JsonValueKind.Null);
        (await ledger.Client.GetAsync("/health/ready")).ShouldBe(200).Member("status").Should().Be("degraded");
        await ledger.Client.OpenAsync("dollars", "USD");
        ConversionsSuite.Of((await ledger.Client.DepositAsync("dollars", "1.17", null, "USD")).ShouldBe(201).Json)!.Value.Date.Should().Be("2026-04-13");
        (await ledger.TerminateAsync()).Should().Be(0);

        using var bundled = await StartAsync();
        (await UntilRatesAsync(bundled.Client, "live")).GetProperty("rates").GetProperty("source").GetString().Should().Be("bundled");
    }

    private static async Task<JsonElement> UntilRatesAsync(LedgerClient client, string status)
    {
        for (var tries = 0; ; tries++)
        {
            var rates = (await client.GetAsync("/health/ready")).ShouldBe(200).Json.GetProperty("dependencies").GetProperty("rates");
            if (rates.GetProperty("status").GetString() == status)
            {
                return rates;
            }

            tries.Should().BeLessThan(300, rates.GetRawText());
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task UntilConvertedAsync(LedgerClient client, string id, (string, string, string, string, string) expected)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = (await client.GetAsync($"/v1/transactions/{id}")).ShouldBe(200);
            if (ConversionsSuite.Of(answer.Json) is { } conversion)
            {
                conversion.Should().Be(expected);
                return;
            }

            tries.Should().BeLessThan(300, answer.Text);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private Task<LedgerProcess> StartAsync(params (string, string)[] more) => LedgerProcess.StartAsync(Stores.Directory, [.. Stores.Settings, .. more]);
}
