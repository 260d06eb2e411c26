using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

public abstract class StatementsSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task The_whole_history_leads_from_zero_to_the_balance()
    {
        await _client.OpenAsync("whole");
        await _client.DepositAsync("whole", "10.00", reference: "R-1", description: "Größe, \"x\"");
        await _client.WithdrawAsync("whole", "2.50");
        await _client.WithdrawAsync("whole", "100.00");

        var statement = (await _client.GetAsync("/v1/accounts/whole/statement")).ShouldBe(200);

        statement.Json.EnumerateObject().Select(member => member.Name).Should().Equal(
            "accountId", "currency", "from", "to", "basis", "opening", "closing", "totalIn", "totalOut", "lines");
        Figures(statement).Should().Be(("0.00", "7.50", "10.00", "2.50"));
        statement.Member("basis").Should().Be("recorded");
        Lines(statement).Select(line => (Text(line, "type"), Text(line, "amount"), Text(line, "balance"))).Should().Equal(
            ("deposit", "10.00", "10.00"), ("withdrawal", "-2.50", "7.50"));
        Lines(statement)[0].EnumerateObject().Select(member => member.Name).Should().Equal("transactionId", "type", "description", "reference", "at", "amount", "balance");

        using var request = LedgerClient.Request(HttpMethod.Get, "/v1/accounts/whole/statement", null, ("Accept", "text/csv"));
        var csv = (await _client.SendAsync(request)).ShouldBe(200);
        csv.MediaType.Should().Be("text/csv");
        var rows = csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows[0].Should().Be("transactionId,type,description,reference,at,amount,balance");
        rows[1].Should().StartWith(Text(Lines(statement)[0], "transactionId")).And.Contain("\"Größe, \"\"x\"\"\",R-1,").And.EndWith(",10.00,10.00");
        rows[2].Should().EndWith(",-2.50,7.50");
    }

    [Theory]
    [InlineData("TEXT/CSV", "text/csv")]
    [InlineData("text/csv; charset=utf-8, */*;q=0.1", "text/csv")]
    [InlineData("application/json, text/csv;q=0.5", "application/json")]
    [InlineData("text/csv;q=0", "application/json")]
    [InlineData("text/csv;q=0.5, */*", "application/json")]
    [InlineData("text/csv;q=0.5, application/*;q=0.4, */*", "text/csv")]
    [InlineData("*/*", "application/json")]
    public async Task It_is_answered_as_it_is_wished_for(string accept, string mediaType)
    {
        await _client.PostAsync("/v1/accounts", new { id = "wished", currency = "EUR" });
        using var request = LedgerClient.Request(HttpMethod.Get, "/v1/accounts/wished/statement", null, ("Accept", accept));
        (await _client.SendAsync(request)).ShouldBe(200).MediaType.Should().Be(mediaType);
    }

    [Fact]
    public async Task A_part_begins_and_ends_with_the_balances_around_it()
    {
        await _client.OpenAsync("part");
        var times = new List<string>();
        foreach (var amount in new[] { "1.00", "2.00", "4.00", "8.00" })
        {
            times.Add((await _client.DepositAsync("part", amount)).ShouldBe(201).Member("recordedAt")!);
        }

        var statement = await StatementAsync("part", $"from={times[1]}&to={times[3]}");

        Figures(statement).Should().Be(("1.00", "7.00", "6.00", "0.00"));
        Lines(statement).Select(line => Text(line, "amount")).Should().Equal("2.00", "4.00");
        Figures(await StatementAsync("part", $"from={times[3]}")).Should().Be(("7.00", "15.00", "8.00", "0.00"));
        Figures(await StatementAsync("part", $"to={times[0]}")).Should().Be(("0.00", "0.00", "0.00", "0.00"));
        Figures(await StatementAsync("part", "from=2999-01-01T00:00:00Z")).Should().Be(("15.00", "15.00", "0.00", "0.00"));
    }

    [Fact]
    public async Task By_effective_date_what_is_dated_back_counts_when_it_was()
    {
        await _client.OpenAsync("effective");
        await MoveAsync("effective", "deposit", "10.00", "2026-03-10T12:00:00Z");
        await MoveAsync("effective", "deposit", "5.00", "2026-01-05T08:00:00Z");
        await MoveAsync("effective", "withdrawal", "3.00", "2026-03-10T11:59:59.999999Z");
        await MoveAsync("effective", "deposit", "0.50", null);

        foreach (var (at, balance) in new[]
        {
            ("2026-01-05T07:59:59.999999Z", "0.00"), ("2026-01-05T08:00:00Z", "5.00"), ("2026-03-09T23:00:00Z", "5.00"), ("2026-03-10T00:00:00Z", "5.00"),
            ("2026-03-10T11:59:59.999999Z", "2.00"), ("2026-03-10T12:00:00Z", "12.00"), ("2026-03-11T00:00:00Z", "12.00"), ("2999-01-01T00:00:00Z", "12.50"),
            ("0001-01-01T00:00:00Z", "0.00"), ("9999-12-31T23:59:59Z", "12.50"),
        })
        {
            (await _client.GetAsync($"/v1/accounts/effective/balance?at={at}&basis=effective")).ShouldBe(200).Member("balance").Should().Be(balance, at);
        }

        var statement = await StatementAsync("effective", "basis=effective&from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z");
        Figures(statement).Should().Be(("5.00", "12.00", "10.00", "3.00"));
        Lines(statement).Select(line => (Text(line, "amount"), Text(line, "balance"))).Should().Equal(("-3.00", "2.00"), ("10.00", "12.00"));
        Figures(await StatementAsync("effective", "basis=effective")).Should().Be(("0.00", "12.50", "15.50", "3.00"));
        Figures(await StatementAsync("effective", "basis=recorded&to=2026-03-11T00:00:00Z")).Should().Be(("0.00", "0.00", "0.00", "0.00"), "nothing was recorded by then");
    }

    [Fact]
    public async Task Everything_that_moves_is_in_it_and_nothing_else()
    {
        await _client.OpenAsync("all-kinds");
        await _client.OpenAsync("all-kinds-2");
        var first = (await _client.DepositAsync("all-kinds", "100.00")).ShouldBe(201).Member("id");
        await _client.PostAsync("/v1/transactions", new { accountId = "all-kinds", type = "deposit", amount = "50.00", currency = "EUR" }, ("Prefer", "respond-async"));
        await _client.PostAsync("/v1/transfers", new { fromAccountId = "all-kinds", toAccountId = "all-kinds-2", amount = "30.00", currency = "EUR" });
        var hold = (await _client.PostAsync("/v1/holds", new { accountId = "all-kinds", amount = "10.00", currency = "EUR" })).ShouldBe(201).Member("id");
        await _client.PostAsync($"/v1/holds/{hold}/capture", new { amount = "4.00" });
        await _client.PostAsync($"/v1/transactions/{first}/reversal", new { reason = "r" });

        var statement = await StatementAsync("all-kinds", "basis=recorded");

        Lines(statement).Select(line => (Text(line, "type"), Text(line, "amount"), Text(line, "balance"))).Should().Equal(
            ("deposit", "100.00", "100.00"), ("deposit", "50.00", "150.00"), ("transfer-out", "-30.00", "120.00"), ("capture", "-4.00", "116.00"),
            ("reversal-out", "-100.00", "16.00"));
        Figures(statement).Should().Be(("0.00", "16.00", "150.00", "134.00"));
        Figures(await StatementAsync("all-kinds", "basis=effective")).Should().Be(("0.00", "16.00", "150.00", "134.00"));
        (await _client.GetAsync("/v1/accounts/all-kinds/balance?at=2999-01-01T00:00:00Z&basis=effective")).ShouldBe(200).Member("balance").Should().Be("16.00");
    }

    [Fact]
    public async Task A_long_one_comes_whole()
    {
        await _client.OpenAsync("long");
        var items = string.Concat(Enumerable.Range(0, 2500).Select(_ => """{"accountId":"long","type":"deposit","amount":"0.01","currency":"EUR"},"""))[..^1];
        (await _client.PostAsync("/v1/transactions/batch", $"[{items}]")).ShouldBe(200);

        var statement = (await _client.GetAsync("/v1/accounts/long/statement", ("Ledger-Wait-Ms", "30000"))).ShouldBe(200);

        Lines(statement).Should().HaveCount(2500);
        Lines(statement).Select(line => Text(line, "transactionId")).Should().OnlyHaveUniqueItems();
        Text(Lines(statement)[^1], "balance").Should().Be("25.00");
    }

    private static (string?, string?, string?, string?) Figures(Answer statement) =>
        (statement.Member("opening"), statement.Member("closing"), statement.Member("totalIn"), statement.Member("totalOut"));

    private static IReadOnlyList<JsonElement> Lines(Answer statement) => [.. statement.Json.GetProperty("lines").EnumerateArray()];

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private async Task<Answer> StatementAsync(string account, string query) => (await _client.GetAsync($"/v1/accounts/{account}/statement?{query}")).ShouldBe(200);

    private async Task MoveAsync(string accountId, string type, string amount, string? effectiveAt) =>
        (await _client.PostAsync("/v1/transactions", new { accountId, type, amount, currency = "EUR", effectiveAt })).ShouldBe(201);
}
