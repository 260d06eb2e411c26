using Ledger.Tests.Support.Exposition;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

/// <summary>In a process of its own, so that its counters count nothing but what is done here.</summary>
public abstract class MetricsSuite : OwnStores
{
    private const string TransactionsRoute = "/v1/transactions";

    [Fact]
    public async Task What_it_says_is_what_was_done()
    {
        using var process = await LedgerProcess.StartAsync(Stores);
        var fresh = (await Scrape.OfAsync(process.Client.Url)).Text;
        foreach (var counter in new[] { "ledger_mailbox_overloaded_total", "ledger_append_conflicts_total", "ledger_append_unknown_total" })
        {
            fresh[counter].Should().Be(0, "a rate can be taken only of what was there before");
        }

        fresh["ledger_transactions_total", ("type", "withdrawal"), ("outcome", "declined")].Should().Be(0);

        await MoveMoneyAsync(process.Client);

        // The opening of the ledger and of the account, and the transactions: what was answered again is none.
        const int Events = 1 + 1 + 12;
        var text = await Scrape.UntilAsync(process.Client.Url, scraped => Projected(scraped, Events));
        text["ledger_transactions_total", ("type", "deposit"), ("outcome", "posted")].Should().Be(7);
        text["ledger_transactions_total", ("type", "withdrawal"), ("outcome", "posted")].Should().Be(2);
        text["ledger_transactions_total", ("type", "withdrawal"), ("outcome", "declined")].Should().Be(3);
        text["ledger_declines_total", ("reason", "insufficient-funds")].Should().Be(3);
        text["ledger_declines_total", ("reason", "account-frozen")].Should().Be(0);
        text["ledger_order_duration_seconds_count"].Should().Be(1 + 12 + 1, "what is answered again was an order too");
        text["ledger_append_events_total"].Should().Be(Events);
        text["ledger_append_orders_sum"].Should().Be(1 + 12);
        text["ledger_append_duration_seconds_count"].Should().Be(1 + 12);
        text["ledger_mailbox_open"].Should().Be(1);
        text["ledger_mailbox_waiting"].Should().Be(0);
        text["ledger_mailbox_unsettled"].Should().Be(0);
        text["http_server_request_duration_seconds_count", ("http_route", TransactionsRoute), ("http_response_status_code", "201")].Should().Be(10);
        text["http_server_request_duration_seconds_count", ("http_route", TransactionsRoute), ("http_response_status_code", "422")].Should().Be(3);
        text["kestrel_active_connections"].Should().BePositive();
        text["dotnet_process_memory_working_set_bytes"].Should().BePositive();
    }

    [Fact]
    public async Task Both_formats_say_the_same_under_their_own_types()
    {
        using var process = await LedgerProcess.StartAsync(Stores);
        await MoveMoneyAsync(process.Client);
        // Instruments are there from their first measurement on; the audit's is the last.
        await Scrape.UntilAsync(process.Client.Url, scraped => scraped.Samples.Any(sample => sample.Key.StartsWith("ledger_audit_position", StringComparison.Ordinal)));

        var text = await Scrape.OfAsync(process.Client.Url);
        var open = await Scrape.OfAsync(process.Client.Url, "application/openmetrics-text; version=1.0.0, text/plain; q=0.5");

        text.ContentType.Should().Be("text/plain; version=0.0.4; charset=utf-8");
        open.ContentType.Should().Be("application/openmetrics-text; version=1.0.0; charset=utf-8");
        static IEnumerable<string> OfLedger(Scrape scrape) => scrape.Text.Samples.Select(sample => sample.Key)
            .Where(key => key.StartsWith("ledger_", StringComparison.Ordinal) && !key.Contains("_bucket", StringComparison.Ordinal));
        OfLedger(open).Should().Equal(OfLedger(text)).And.HaveCountGreaterThan(40);
        text.Text.Types.Keys.Where(name => name.StartsWith("ledger_", StringComparison.Ordinal)).Should().BeSubsetOf(text.Text.Helps.Keys);
        text.Text.Types.Keys.Should().BeInAscendingOrder(StringComparer.Ordinal);
    }

    private static async Task MoveMoneyAsync(LedgerClient client)
    {
        await client.OpenAsync("a");
        for (var i = 0; i < 6; i++)
        {
            (await client.DepositAsync("a", "10.00")).ShouldBe(201);
        }

        (await client.DepositAsync("a", "1.00", "key")).ShouldBe(201);
        (await client.DepositAsync("a", "1.00", "key")).ShouldBe(201);
        for (var i = 0; i < 2; i++)
        {
            (await client.WithdrawAsync("a", "2.00")).ShouldBe(201);
        }

        for (var i = 0; i < 3; i++)
        {
            (await client.WithdrawAsync("a", "1000.00")).ShouldBe(422);
        }
    }

    private static bool Projected(ExpositionText text, int events) => new[] { "accounts", "transactions", "transfers", "transaction_ids", "closings", "transaction_search", "users", "matches" }.All(name =>
        text["ledger_projection_events_total", ("projection", name)] == events
        && text["ledger_projection_batch_size_sum", ("projection", name)] == events
        && text["ledger_projection_lag_milliseconds", ("projection", name)] == 0
        && text.With("ledger_projection_lag_events", ("projection", name)).All(sample => sample.Value == 0)
        && text["ledger_projection_state", ("projection", name), ("state", "live")] == 1
        && text["ledger_projection_state", ("projection", name), ("state", "failed")] == 0
        && text["ledger_projection_failures_total", ("projection", name)] == 0);
}
