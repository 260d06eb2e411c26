using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class TransactionsRouteSuite(LedgerService service)
{
    private static readonly string[] Members =
    [
        "id", "accountId", "type", "status", "amount", "currency", "description", "reference", "effectiveAt", "recordedAt", "revision",
        "balanceAfter", "matches", "metadata",
    ];

    private readonly LedgerClient _client = service.Client;

    [Theory]
    [InlineData("🎉", 500, true)]
    [InlineData("🎉", 501, false)]
    [InlineData("e", 500, true)]
    public async Task Lengths_of_text_count_characters_and_not_their_places(string character, int count, bool fits)
    {
        await _client.PostAsync("/v1/accounts", new { id = "lengths", currency = "EUR" });
        var answer = await _client.DepositAsync("lengths", "1.00", description: string.Concat(Enumerable.Repeat(character, count)));
        answer.Status.Should().Be(fits ? 201 : 400, answer.Text);
    }

    [Theory]
    [InlineData("""{"metadata":{"a":1,"a":2}}""", "metadata", "holds 'a' more than once")]
    [InlineData("""{"amount":"1","amount":"2"}""", "amount", "stands there more than once")]
    [InlineData("""{"description":"\ud800"}""", "description", "must not hold a lone surrogate")]
    [InlineData("""{"description":5}""", "description", "has the wrong type")]
    public async Task What_is_wrong_with_a_property_is_said_of_the_right_one(string json, string field, string why) =>
        (await _client.PostAsync("/v1/transactions", json)).ShouldBeProblem(400, "invalid-request").Json
            .GetProperty("errors").GetProperty(field)[0].GetString().Should().Be(why);

    [Fact]
    public async Task A_posted_transaction_is_answered_in_full_and_found_at_its_location()
    {
        await _client.OpenAsync("full");

        var posted = (await _client.PostAsync("/v1/transactions", """
            {"accountId":"full","type":"deposit","amount":"12.75","currency":"EUR","description":"Zoë Müller 🎉 \u4f60","reference":"R-1",
             "effectiveAt":"2026-01-31T12:00:00.5+01:00","metadata":{"b":[1,null,true],"a":"x"}}
            """)).ShouldBe(201);

        posted.Json.EnumerateObject().Select(member => member.Name).Should().Equal(Members);
        posted.Member("status").Should().Be("posted");
        posted.Member("amount").Should().Be("12.75");
        posted.Member("balanceAfter").Should().Be("12.75");
        posted.Member("revision").Should().Be("1");
        posted.Member("description").Should().Be("Zoë Müller 🎉 你");
        posted.Member("effectiveAt").Should().Be("2026-01-31T11:00:00.500000Z");
        posted.Json.GetProperty("metadata").GetRawText().Should().Be("""{"b":[1,null,true],"a":"x"}""");
        posted.Header("Location").Should().Be($"/v1/transactions/{posted.Member("id")}");
        posted.Header("Ledger-Position").Should().NotBeNull();
        posted.Header("Idempotency-Replayed").Should().BeNull();
        Guid.Parse(posted.Member("id")!).Version.Should().Be(7);

        (await _client.GetAsync(posted.Header("Location")!)).ShouldBe(200).Text.Should().Be(posted.Text);
    }

    [Fact]
    public async Task Without_an_effective_time_it_counts_when_it_was_recorded()
    {
        await _client.OpenAsync("now");
        var posted = (await _client.DepositAsync("now", "1")).ShouldBe(201);
        posted.Member("effectiveAt").Should().Be(posted.Member("recordedAt"));
    }

    [Theory]
    [InlineData("12.75")]
    [InlineData("1275e-2")]
    [InlineData("1.275E+1")]
    [InlineData("\"12.75\"")]
    [InlineData("\"0012.75\"")]
    public async Task An_amount_may_be_written_in_several_ways(string amount)
    {
        var id = $"ways-{Guid.NewGuid():N}";
        await _client.OpenAsync(id);
        var posted = await _client.PostAsync("/v1/transactions", $$"""{"accountId":"{{id}}","type":"deposit","amount":{{amount}},"currency":"EUR"}""");
        posted.ShouldBe(201).Member("amount").Should().Be("12.75");
    }

    [Fact]
    public async Task A_refused_withdrawal_says_what_it_saw_and_is_recorded()
    {
        await _client.OpenAsync("poor", "EUR", "5.00");
        await _client.DepositAsync("poor", "10.00");

        var refused = (await _client.WithdrawAsync("poor", "15.01")).ShouldBeProblem(422, "insufficient-funds");

        refused.Member("balance").Should().Be("10.00");
        refused.Member("available").Should().Be("15.00");
        refused.Header("Ledger-Position").Should().NotBeNull();
        var recorded = (await _client.GetAsync($"/v1/transactions/{refused.Member("transactionId")}")).ShouldBe(200);
        recorded.Member("status").Should().Be("declined");
        recorded.Member("declineReason").Should().Be("insufficient-funds");
        recorded.Member("amount").Should().Be("15.01");
        recorded.Member("balanceAfter").Should().Be("10.00");
        (await _client.ItemsAsync("/v1/transactions?accountId=poor&status=declined")).Should().ContainSingle();
        (await _client.WithdrawAsync("poor", "15.00")).ShouldBe(201).Member("balanceAfter").Should().Be("-5.00");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_leaves_nothing()
    {
        await _client.OpenAsync("strict");

        (await _client.DepositAsync("nobody", "1")).ShouldBeProblem(404, "account-not-found");
        (await _client.DepositAsync("strict", "1", currency: "USD")).ShouldBeProblem(409, "currency-mismatch");
        (await _client.GetAsync($"/v1/transactions/{Guid.NewGuid()}")).ShouldBeProblem(404, "transaction-not-found");

        (await _client.ItemsAsync("/v1/transactions?accountId=strict")).Should().BeEmpty();
        (await _client.GetAsync("/v1/accounts/nobody")).ShouldBeProblem(404, "account-not-found");
        (await _client.GetAsync("/v1/accounts/strict")).Member("revision").Should().Be("0");
    }

    [Fact]
    public async Task Every_write_is_in_every_answer_right_after_it()
    {
        await _client.OpenAsync("fresh");
        for (var i = 1; i <= 100; i++)
        {
            var posted = (await _client.DepositAsync("fresh", "0.01")).ShouldBe(201);
            (await _client.BalanceAsync("fresh")).Should().Be(posted.Member("balanceAfter"));
            (await _client.GetAsync("/v1/accounts/fresh")).Member("revision").Should().Be($"{i}");
            (await _client.GetAsync(posted.Header("Location")!)).ShouldBe(200);
            (await _client.ItemsAsync("/v1/transactions?accountId=fresh&limit=1"))[0].GetProperty("id").GetString().Should().Be(posted.Member("id"));
            (await _client.ItemsAsync("/v1/transactions?limit=1"))[0].GetProperty("revision").GetInt64().Should().Be(i);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"":"","\u0041":[{"b":null}],"n":1e400,"big":123456789012345678901234567890.10}""")]
    [InlineData("""{"quote":"\"\\/","control":"\u0001\n","pair":"\ud83c\udf89","html":"<b>&'"}""")]
    public async Task Metadata_comes_back_with_the_same_meaning_from_every_route(string metadata)
    {
        var id = $"meta-{Guid.NewGuid():N}";
        await _client.OpenAsync(id);

        var posted = await _client.PostAsync(
            "/v1/transactions", $$"""{"accountId":"{{id}}","type":"deposit","amount":1,"currency":"EUR","metadata":{{metadata}}}""");

        var expected = JsonDocument.Parse(metadata).RootElement;
        Same(posted.ShouldBe(201).Json.GetProperty("metadata"));
        Same((await _client.GetAsync(posted.Header("Location")!)).ShouldBe(200).Json.GetProperty("metadata"));
        Same((await _client.ItemsAsync($"/v1/transactions?accountId={id}"))[0].GetProperty("metadata"));
        Same((await _client.ItemsAsync($"/v1/accounts/{id}/events"))[1].GetProperty("data").GetProperty("personal").GetProperty("value").GetProperty("metadata"));
        void Same(JsonElement actual) => JsonElement.DeepEquals(actual, expected).Should().BeTrue(actual.GetRawText());
    }

    [Fact]
    public async Task The_largest_amounts_are_exact()
    {
        await _client.OpenAsync("rich", "KWD");
        for (var i = 1; i <= 3; i++)
        {
            (await _client.DepositAsync("rich", "8999999999999.999", currency: "KWD")).ShouldBe(201);
        }

        (await _client.BalanceAsync("rich")).Should().Be("26999999999999.997");
        (await _client.GetAsync("/v1/accounts/rich")).Member("available").Should().Be("26999999999999.997");
    }
}
