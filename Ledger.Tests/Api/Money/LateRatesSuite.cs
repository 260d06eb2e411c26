using Ledger.Tests.Api.Crash;
using Ledger.Tests.Rates;
using Ledger.Tests.Support.Exposition;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

/// <summary>A currency that the bundled table does not have, refused, then posted without a rate, then converted.</summary>
public abstract class LateRatesSuite : IAsyncLifetime
{
    private const string Key = "k";

    protected abstract LedgerStores Stores { get; }

    public async ValueTask InitializeAsync() => await Stores.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }

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
