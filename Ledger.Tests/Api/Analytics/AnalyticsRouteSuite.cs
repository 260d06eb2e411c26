using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Analytics;

public abstract class AnalyticsRouteSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_user_has_the_figures_of_all_accounts_by_currency_and_in_the_reporting_currency()
    {
        await _client.PostAsync("/v1/users", new { id = "ann", name = "Ann" });
        await AnnAsync("ann-eur", "ann");
        await _client.OpenAsync("ann-usd", "USD", ownerId: "ann");
        await PostAsync("ann-usd", "deposit", "116.84", "2026-04-13T12:00:00Z", "USD");

        (await _client.GetAsync("/v1/analytics/users/ann")).ShouldBe(200).Text.Should().Be(
            """
            {"from":null,"to":null,"timeZone":"UTC","currencies":[
            {"currency":"EUR","count":4,"totalIn":"35.02","totalOut":"3.00","average":"9.50","largest":"20.02","highestCountDay":{"day":"2026-03-28","count":2},"highestValueDay":{"day":"2026-03-29","value":"20.02"}},
            {"currency":"USD","count":1,"totalIn":"116.84","totalOut":"0.00","average":"116.84","largest":"116.84","highestCountDay":{"day":"2026-04-13","count":1},"highestValueDay":{"day":"2026-04-13","value":"116.84"}}],
            "reporting":{"currency":"EUR","count":5,"totalIn":"135.02","totalOut":"3.00","average":"27.60","largest":"100.00","highestCountDay":{"day":"2026-03-28","count":2},"highestValueDay":{"day":"2026-04-13","value":"100.00"},"unconverted":0}}
            """.ReplaceLineEndings(string.Empty));
    }

    [Fact]
    public async Task Days_are_those_of_the_time_zone_that_is_asked_for()
    {
        await AnnAsync("zoned", null);
        var figures = (await _client.GetAsync("/v1/analytics/accounts/zoned?timeZone=Europe/Berlin")).ShouldBe(200).Json.GetProperty("currencies")[0];
        figures.GetProperty("highestCountDay").GetRawText().Should().Be("""{"day":"2026-03-30","count":2}""");
        figures.GetProperty("highestValueDay").GetRawText().Should().Be("""{"day":"2026-03-30","value":"23.02"}""");
    }

    [Fact]
    public async Task What_was_taken_back_declined_or_is_held_leaves_no_trace()
    {
        await _client.OpenAsync("mistake");
        await PostAsync("mistake", "deposit", "10.00");
        var wrong = await PostAsync("mistake", "deposit", "999.00");
        await PostAsync("mistake", "withdrawal", "5000.00", expected: 422);
        (await _client.PostAsync("/v1/holds", new { accountId = "mistake", amount = "1.00", currency = "EUR" })).ShouldBe(201);
        (await _client.PostAsync($"/v1/transactions/{wrong.Member("id")}/reversal", new { reason = "typed twice" })).ShouldBe(201);

        var figures = (await _client.GetAsync("/v1/analytics/accounts/mistake")).ShouldBe(200).Json.GetProperty("currencies")[0];
        (figures.GetProperty("count").GetInt64(), Text(figures, "totalIn"), Text(figures, "totalOut"), Text(figures, "average"), Text(figures, "largest"))
            .Should().Be((1, "10.00", "0.00", "10.00", "10.00"));
    }

    [Fact]
    public async Task From_counts_and_to_does_not_as_in_a_statement()
    {
        await AnnAsync("cut", null);
        foreach (var (from, to) in new[]
        {
            ("2026-03-28T22:30:00Z", "2026-03-29T22:30:00Z"), ("2026-03-28T22:30:00.000001Z", "2026-03-29T22:30:00.000001Z"),
            ("2026-03-28T22:29:59Z", "2026-03-30T10:00:00Z"), ("2026-03-30T10:00:00Z", "2026-03-30T10:00:00Z"), ("2026-03-30T10:00:00Z", "2027-01-01T00:00:00Z"),
        })
        {
            var statement = (await _client.GetAsync($"/v1/accounts/cut/statement?basis=effective&from={from}&to={to}")).ShouldBe(200);
            var reporting = (await _client.GetAsync($"/v1/analytics/accounts/cut?from={from}&to={to}")).ShouldBe(200).Json.GetProperty("reporting");
            (Text(reporting, "totalIn"), Text(reporting, "totalOut"), reporting.GetProperty("count").GetInt64())
                .Should().Be((statement.Member("totalIn"), statement.Member("totalOut"), statement.Json.GetProperty("lines").GetArrayLength()), $"from {from} to {to}");
        }
    }

    [Theory]
    [InlineData("/v1/analytics/accounts/empty")]
    [InlineData("/v1/analytics/users/empty-owner")]
    [InlineData("/v1/analytics/users/no-accounts")]
    public async Task Who_has_no_transactions_has_an_empty_list_and_zeros(string path)
    {
        await _client.PostAsync("/v1/accounts", new { id = "empty", currency = "JPY", ownerId = "empty-owner" });
        await _client.PostAsync("/v1/users", new { id = "no-accounts", name = "Nobody's" });

        (await _client.GetAsync(path)).ShouldBe(200).Text.Should().Be(
            """
            {"from":null,"to":null,"timeZone":"UTC","currencies":[],"reporting":{"currency":"EUR","count":0,"totalIn":"0.00","totalOut":"0.00","average":null,"largest":null,"highestCountDay":null,"highestValueDay":null,"unconverted":0}}
            """);
        (await _client.GetAsync($"{path}/series")).ShouldBe(200).Json.GetProperty("buckets").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Who_was_removed_and_owns_nothing_is_not_there()
    {
        await _client.PostAsync("/v1/users", new { id = "gone", name = "Gone" });
        await _client.SendAsync(LedgerClient.Request(HttpMethod.Delete, "/v1/users/gone", null));
        (await _client.GetAsync("/v1/analytics/users/gone")).ShouldBeProblem(404, "user-not-found");
    }

    [Fact]
    public async Task What_has_no_rate_is_in_its_own_currency_and_counted_as_unconverted()
    {
        await _client.OpenAsync("dinar", "KWD");
        await PostAsync("dinar", "deposit", "1.001", currency: "KWD");
        var answer = (await _client.GetAsync("/v1/analytics/accounts/dinar")).ShouldBe(200).Json;
        Text(answer.GetProperty("currencies")[0], "average").Should().Be("1.001");
        var reporting = answer.GetProperty("reporting");
        (reporting.GetProperty("count").GetInt64(), reporting.GetProperty("unconverted").GetInt64()).Should().Be((0, 1));
    }

    [Theory]
    [InlineData("day", "2026-03-28 2026-03-29 2026-03-30 2026-03-31", "2 1 1 0")]
    [InlineData("week", "2026-03-23 2026-03-30 2026-04-06 2026-04-13", "3 1 0 1")]
    [InlineData("month", "2026-03-01 2026-04-01", "4 1")]
    public async Task A_series_has_every_bucket_from_the_first_to_the_last(string bucket, string starts, string counts)
    {
        var account = $"series-{bucket}";
        await AnnAsync(account, null);
        await PostAsync(account, "deposit", "1.00", "2026-04-13T00:00:00Z");

        var buckets = (await _client.GetAsync($"/v1/analytics/accounts/{account}/series?bucket={bucket}")).ShouldBe(200).Json.GetProperty("buckets").EnumerateArray().ToList();

        string.Join(' ', buckets.Select(each => Text(each, "start"))).Should().StartWith(starts);
        string.Join(' ', buckets.Select(each => each.GetProperty("reporting").GetProperty("count").GetInt64())).Should().StartWith(counts);
        buckets.Sum(each => each.GetProperty("reporting").GetProperty("count").GetInt64()).Should().Be(5);
        buckets.Zip(buckets.Skip(1)).Should().OnlyContain(pair => Text(pair.First, "end") == Text(pair.Second, "start"));
    }

    [Fact]
    public async Task A_series_of_too_many_buckets_is_refused_and_longer_ones_are_not()
    {
        await _client.OpenAsync("long", ownerId: "long-owner");
        await PostAsync("long", "deposit", "1.00", "2020-01-01T00:00:00Z");
        await PostAsync("long", "deposit", "1.00", "2026-01-01T00:00:00Z");
        (await _client.GetAsync("/v1/analytics/users/long-owner/series")).ShouldBeProblem(400, "invalid-request", "bucket");
        (await _client.GetAsync("/v1/analytics/users/long-owner/series?bucket=month")).ShouldBe(200).Json.GetProperty("buckets").GetArrayLength().Should().Be(73);
    }

    [Fact]
    public async Task The_summary_counts_what_there_is_and_adds_up_to_zero()
    {
        var before = (await _client.GetAsync("/v1/analytics/summary")).ShouldBe(200).Json;
        await _client.OpenAsync("sum-a", "SEK");
        await _client.OpenAsync("sum-b", "SEK");
        var first = await PostAsync("sum-a", "deposit", "100.00", currency: "SEK");
        await PostAsync("sum-a", "withdrawal", "30.00", currency: "SEK");
        await PostAsync("sum-a", "withdrawal", "3000.00", currency: "SEK", expected: 422);
        (await _client.PostAsync("/v1/transfers", new { fromAccountId = "sum-a", toAccountId = "sum-b", amount = "20.00", currency = "SEK" })).ShouldBe(201);
        await PostAsync("sum-a", "deposit", "50.00", currency: "SEK");
        (await _client.PostAsync($"/v1/transactions/{first.Member("id")}/reversal", new { reason = "by mistake" })).ShouldBe(201);

        var summary = (await _client.GetAsync("/v1/analytics/summary")).ShouldBe(200).Json;

        summary.GetProperty("currencies").EnumerateArray().Single(each => Text(each, "currency") == "SEK").GetRawText().Should().Be(
            """{"currency":"SEK","credits":"150.00","debits":"130.00","balances":"20.00","inFlight":"0.00","difference":"0.00"}""");
        summary.GetProperty("currencies").EnumerateArray().Should().OnlyContain(each => Text(each, "difference")!.Trim('0', '.').Length == 0);
        Count("deposit", "posted").Should().BeGreaterThanOrEqualTo(1);
        Count("deposit", "reversed").Should().BeGreaterThanOrEqualTo(1);
        Count("withdrawal", "declined").Should().BeGreaterThanOrEqualTo(1);
        Count("transfer-in", "posted").Should().BeGreaterThanOrEqualTo(1);
        summary.GetProperty("activeAccounts").GetInt64().Should().BeGreaterThanOrEqualTo(before.GetProperty("activeAccounts").GetInt64() + 2);

        long Count(string type, string status) => summary.GetProperty("transactions").GetProperty(type).GetProperty(status).GetInt64()
            - before.GetProperty("transactions").GetProperty(type).GetProperty(status).GetInt64();
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    /// <summary>Four movements about the night in which the clocks of Berlin were put forward.</summary>
    private async Task AnnAsync(string id, string? owner)
    {
        await _client.OpenAsync(id, ownerId: owner);
        await PostAsync(id, "deposit", "10.00", "2026-03-28T22:30:00Z");
        await PostAsync(id, "deposit", "5.00", "2026-03-28T23:15:00Z");
        await PostAsync(id, "deposit", "20.02", "2026-03-29T22:30:00Z");
        await PostAsync(id, "withdrawal", "3.00", "2026-03-30T10:00:00Z");
    }

    private async Task<Answer> PostAsync(string accountId, string type, string amount, string? effectiveAt = null, string currency = "EUR", int expected = 201) =>
        (await _client.PostAsync("/v1/transactions", new { accountId, type, amount, currency, effectiveAt })).ShouldBe(expected);
}
