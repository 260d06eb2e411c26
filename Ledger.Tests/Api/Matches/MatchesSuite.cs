using System.Text.Json;
using Ledger.Tests.Api.Crash;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Matches;

/// <summary>Matches are recorded, shown, taken back and recorded again, as events of the account.</summary>
public abstract class MatchesSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_transaction_is_matched_to_a_user_and_shows_it_and_so_does_the_history()
    {
        var (transaction, user) = (await DepositAsync("matched", "5.00", "Transfer from Olivia Quartz, ref 77"), await UserAsync("olivia", "Olivia Quartz"));

        var match = (await MatchAsync(transaction, new { userId = user })).ShouldBe(201);

        match.Header("Ledger-Position").Should().NotBeNull();
        (match.Member("status"), match.Member("userId"), match.Member("transactionId"), match.Member("accountId"), match.Member("method"))
            .Should().Be(("recorded", user, transaction, "matched", "manual"));
        match.Json.GetProperty("score").GetDouble().Should().BeGreaterThan(0.9);
        match.Json.GetProperty("evidence").EnumerateArray().Select(part => part.GetProperty("text").GetString()).Should().Equal("Olivia", "Quartz");
        var shown = (await _client.GetAsync($"/v1/transactions/{transaction}")).ShouldBe(200);
        shown.Json.GetProperty("matches").EnumerateArray().Should().ContainSingle().Which.GetRawText().Should().Be(match.Text);
        (await _client.ItemsAsync("/v1/transactions?accountId=matched")).Single().GetProperty("matches")[0].GetProperty("id").GetString().Should().Be(match.Member("id"));
        (await _client.ItemsAsync($"/v1/matches?userId={user}")).Single().GetRawText().Should().Be(match.Text);
        (await _client.ItemsAsync(match.Header("Location")!)).Single().GetRawText().Should().Be(match.Text);
        var events = await _client.ItemsAsync("/v1/accounts/matched/events");
        events[^1].GetProperty("type").GetString().Should().Be("transaction-matched.v1");
        events[^1].GetProperty("data").GetProperty("matchId").GetString().Should().Be(match.Member("id"));
        (await _client.BalanceAsync("matched")).Should().Be("5.00", "a match moves nothing");
    }

    [Fact]
    public async Task One_user_at_a_time_and_another_when_it_was_taken_back_again_and_again()
    {
        var transaction = await DepositAsync("one", "5.00", "Rent");
        var (first, second) = (await UserAsync("one-a", "Anna Vogel"), await UserAsync("one-b", "Ben Vogel"));
        foreach (var (user, other) in new[] { (first, second), (second, first), (first, first), (second, first) })
        {
            var match = (await MatchAsync(transaction, new { userId = user })).ShouldBe(201);
            (await MatchAsync(transaction, new { userId = other })).ShouldBeProblem(409, "already-matched").Member("matchId").Should().Be(match.Member("id"));
            (await MatchAsync(transaction, new { userId = user })).ShouldBeProblem(409, "already-matched");

            var undone = (await UndoAsync(transaction, match.Member("id")!, "Another%20Vogel")).ShouldBe(200);
            (undone.Member("status"), undone.Member("reason")).Should().Be(("undone", "Another Vogel"));
            undone.Member("undoneAt").Should().NotBeNull();
            (await UndoAsync(transaction, match.Member("id")!, "again")).ShouldBe(200).Text.Should().Be(undone.Text, "it is taken back once");
            (await _client.GetAsync($"/v1/transactions/{transaction}")).Json.GetProperty("matches").GetArrayLength().Should().Be(0);
        }

        (await _client.ItemsAsync($"/v1/matches?transactionId={transaction}&status=undone")).Should().HaveCount(4);
        (await _client.ItemsAsync($"/v1/matches?transactionId={transaction}&status=recorded")).Should().BeEmpty();
        (await _client.ItemsAsync("/v1/accounts/one/events")).Count(e => e.GetProperty("type").GetString() == "transaction-unmatched.v1").Should().Be(4);
        await Rebuilding.VerifyAsync(_client);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_recorded()
    {
        var (transaction, user) = (await DepositAsync("race", "5.00", "x"), await UserAsync("racer", "Rae Cer"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => MatchAsync(transaction, new { userId = user })));

        answers.Where(answer => answer.Status == 201).Should().ContainSingle();
        answers.Where(answer => answer.Status != 201).Should().OnlyContain(answer => answer.Code == "already-matched");
        (await _client.ItemsAsync($"/v1/matches?transactionId={transaction}")).Should().ContainSingle();
    }

    [Fact]
    public async Task Transactions_belong_together_that_come_to_the_same()
    {
        var paid = await WithdrawAsync("buyer", "30.00");
        var (one, two) = (await DepositAsync("seller", "10.00", "part 1"), await DepositAsync("seller", "20.00", "part 2"));

        var match = (await MatchAsync(paid, new { transactionIds = new[] { one, two } })).ShouldBe(201);

        match.Json.GetProperty("transactions").EnumerateArray().Select(each => each.GetProperty("id").GetString()).Should().BeEquivalentTo(one, two);
        foreach (var member in new[] { paid, one, two })
        {
            (await _client.GetAsync($"/v1/transactions/{member}")).Json.GetProperty("matches")[0].GetProperty("id").GetString().Should().Be(match.Member("id"));
            (await _client.ItemsAsync($"/v1/matches?transactionId={member}")).Should().ContainSingle();
        }

        var other = await WithdrawAsync("buyer", "10.00");
        (await MatchAsync(other, new { transactionIds = new[] { one } })).ShouldBeProblem(409, "already-matched").Member("matchId").Should().Be(match.Member("id"));
        // From whichever side it is taken back.
        (await UndoAsync(two, match.Member("id")!, "x")).ShouldBe(200);
        (await MatchAsync(other, new { transactionIds = new[] { one } })).ShouldBe(201);
        // Who paid is another question.
        (await MatchAsync(one, new { userId = await UserAsync("payer", "Pay Er") })).ShouldBe(201);
    }

    [Theory]
    [InlineData("100.00", "99.95", "0.05", true)]
    [InlineData("100.00", "99.94", "0.05", false)]
    [InlineData("100.00", "98.50", "1.5%", true)]
    [InlineData("100.00", "98.49", "1.5%", false)]
    [InlineData("0.03", "0.02", "33.3333%", false)]
    [InlineData("0.03", "0.02", "33.3334%", true)]
    [InlineData("100.00", "100.01", null, false)]
    public async Task The_tolerance_is_exact(string credit, string debit, string? tolerance, bool fits)
    {
        var account = $"tolerant{Guid.NewGuid():N}";
        var (paid, received) = (await WithdrawAsync(account, debit), await DepositAsync(account, credit, "x"));

        var answer = await MatchAsync(received, tolerance is null ? new { transactionIds = new[] { paid } } : new { transactionIds = new[] { paid }, tolerance });

        if (fits)
        {
            answer.ShouldBe(201).Member("tolerance").Should().Be(tolerance);
        }
        else
        {
            answer.ShouldBeProblem(400, "invalid-request").Json.GetProperty("errors").TryGetProperty("transactionIds", out _).Should().BeTrue(answer.Text);
        }
    }

    [Fact]
    public async Task What_moved_nothing_is_in_another_currency_or_is_not_there_is_not_matched()
    {
        var (transaction, user) = (await DepositAsync("strict", "5.00", "x"), await UserAsync("strict-user", "Stri Ct"));
        var declined = (await _client.WithdrawAsync("strict", "9999.00")).ShouldBeProblem(422, "insufficient-funds").Member("transactionId")!;
        await _client.OpenAsync("strict-usd", "USD");
        var dollars = (await _client.DepositAsync("strict-usd", "5.00", currency: "USD")).ShouldBe(201).Member("id")!;

        (await MatchAsync(declined, new { userId = user })).ShouldBeProblem(400, "invalid-request");
        (await MatchAsync(transaction, new { transactionIds = new[] { dollars } })).ShouldBeProblem(409, "currency-mismatch");
        (await MatchAsync(transaction, new { userId = "nobody" })).ShouldBeProblem(404, "user-not-found");
        (await MatchAsync(Guid.NewGuid().ToString(), new { userId = user })).ShouldBeProblem(404, "transaction-not-found");
        (await MatchAsync(transaction, new { transactionIds = new[] { Guid.NewGuid().ToString() } })).ShouldBeProblem(404, "transaction-not-found");
        (await UndoAsync(transaction, Guid.NewGuid().ToString(), "x")).ShouldBeProblem(404, "match-not-found");
        (await _client.PostAsync($"/v1/matches/{Guid.NewGuid()}/accept", string.Empty)).ShouldBeProblem(404, "match-not-found");
        (await _client.PostAsync($"/v1/matches/{Guid.NewGuid()}/accept", new { reason = "r" })).ShouldBeProblem(400, "invalid-request").Json
            .GetProperty("errors").TryGetProperty("reason", out _).Should().BeTrue();
        (await _client.ItemsAsync("/v1/matches?status=proposed")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_revision_that_was_asked_for_must_be_there()
    {
        var (transaction, user) = (await DepositAsync("revised", "5.00", "x"), await UserAsync("revised-user", "Re Vised"));
        (await _client.PostAsync($"/v1/transactions/{transaction}/matches", JsonSerializer.Serialize(new { userId = user }), ("If-Match", "\"7\""))).ShouldBeProblem(412, "revision-mismatch");
        (await _client.PostAsync($"/v1/transactions/{transaction}/matches", JsonSerializer.Serialize(new { userId = user }), ("If-Match", "\"1\""))).ShouldBe(201);
    }

    private Task<Answer> MatchAsync(string transaction, object body) => _client.PostAsync($"/v1/transactions/{transaction}/matches", body);

    private Task<Answer> UndoAsync(string transaction, string match, string reason) =>
        _client.SendAsync(LedgerClient.Request(HttpMethod.Delete, $"/v1/transactions/{transaction}/matches/{match}?reason={reason}", null));

    private async Task<string> UserAsync(string id, string name)
    {
        (await _client.PostAsync("/v1/users", new { id, name })).ShouldBe(201);
        return id;
    }

    private async Task<string> DepositAsync(string account, string amount, string description)
    {
        await _client.PostAsync("/v1/accounts", new { id = account, currency = "EUR", overdraftLimit = "1000.00" });
        return (await _client.DepositAsync(account, amount, description: description)).ShouldBe(201).Member("id")!;
    }

    private async Task<string> WithdrawAsync(string account, string amount)
    {
        await _client.PostAsync("/v1/accounts", new { id = account, currency = "EUR", overdraftLimit = "1000.00" });
        return (await _client.WithdrawAsync(account, amount)).ShouldBe(201).Member("id")!;
    }
}
