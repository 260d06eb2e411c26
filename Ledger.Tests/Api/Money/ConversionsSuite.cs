using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

public abstract class ConversionsSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_deposit_in_another_currency_says_what_it_is_in_euros_everywhere()
    {
        await _client.OpenAsync("dollars", "USD");

        var posted = (await PostAsync("dollars", "116.84", "USD", "2026-04-13T23:59:59Z", "k")).ShouldBe(201);

        var expected = ("EUR", "100.00", "1.1684", "2026-04-13", "ECB");
        Of(posted.Json).Should().Be(expected);
        var id = posted.Member("id");
        Of((await _client.GetAsync($"/v1/transactions/{id}")).ShouldBe(200).Json).Should().Be(expected);
        (await _client.GetAsync("/v1/accounts/dollars/events")).ShouldBe(200).Text.Should().Contain("\"1.1684\"").And.Contain("2026-04-13");
        var again = (await PostAsync("dollars", "116.84", "USD", "2026-04-13T23:59:59Z", "k")).ShouldBe(201);
        (again.Header("Idempotency-Replayed"), Of(again.Json)).Should().Be(("true", expected));
        var reversal = (await _client.PostAsync($"/v1/transactions/{id}/reversal", new { reason = "by mistake" })).ShouldBe(201);
        Of(reversal.Json).Should().Be(expected, "a reversal takes back what it was, at the rate of then");
    }

    [Theory]
    [InlineData("2026-04-11T12:00:00Z", "2026-04-10")]
    [InlineData(null, "2026-04-13")]
    public async Task The_rate_is_the_newest_one_on_or_before_the_effective_date(string? effectiveAt, string rateDate)
    {
        var account = $"dated-{rateDate}";
        await _client.OpenAsync(account, "USD");

        var posted = (await PostAsync(account, "1.00", "USD", effectiveAt)).ShouldBe(201);

        Of(posted.Json)!.Value.Date.Should().Be(rateDate);
    }

    [Theory]
    [InlineData("KWD", "1.000", null)]
    [InlineData("USD", "1.00", "2024-12-31T12:00:00Z")]
    [InlineData("EUR", "1.00", null)]
    public async Task Without_a_rate_or_in_the_reporting_currency_it_is_posted_as_it_is(string currency, string amount, string? effectiveAt)
    {
        var account = $"plain-{currency}";
        await _client.OpenAsync(account, currency);

        var posted = (await PostAsync(account, amount, currency, effectiveAt)).ShouldBe(201);

        posted.Member("status").Should().Be("posted");
        Of(posted.Json).Should().BeNull();
        Of((await _client.GetAsync($"/v1/transactions/{posted.Member("id")}")).ShouldBe(200).Json).Should().BeNull();
    }

    [Fact]
    public async Task Both_legs_of_a_transfer_say_the_same()
    {
        await _client.OpenAsync("usd-from", "USD");
        await _client.OpenAsync("usd-to", "USD");
        await PostAsync("usd-from", "116.84", "USD", null);

        var transfer = (await _client.PostAsync(
            "/v1/transfers", new { fromAccountId = "usd-from", toAccountId = "usd-to", amount = "11.684", currency = "USD" })).Status;
        transfer.Should().Be(400, "dollars have two decimals");
        var made = (await _client.PostAsync(
            "/v1/transfers", new { fromAccountId = "usd-from", toAccountId = "usd-to", amount = "58.42", currency = "USD" })).ShouldBe(201);

        foreach (var leg in new[] { "debitTransactionId", "creditTransactionId" })
        {
            Of((await _client.GetAsync($"/v1/transactions/{made.Member(leg)}")).ShouldBe(200).Json)!.Value.Amount.Should().Be("50.00");
        }
    }

    internal static (string? Currency, string? Amount, string? Rate, string? Date, string? Source)? Of(JsonElement transaction)
    {
        if (!transaction.TryGetProperty("conversion", out var conversion))
        {
            return null;
        }

        string? Member(string name) => conversion.GetProperty(name).GetString();
        return (Member("currency"), Member("amount"), Member("rate"), Member("rateDate"), Member("source"));
    }

    private Task<Answer> PostAsync(string accountId, string amount, string currency, string? effectiveAt, string? key = null) => _client.PostAsync(
        "/v1/transactions",
        new { accountId, type = "deposit", amount, currency, effectiveAt },
        key is null ? [] : [("Idempotency-Key", key)]);
}
