using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

public abstract class StandingSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_frozen_account_takes_money_in_and_lets_none_out()
    {
        await _client.OpenAsync("frozen");
        await _client.OpenAsync("beside");
        await _client.DepositAsync("frozen", "10.00");
        var before = (await _client.GetAsync("/v1/accounts/frozen")).ShouldBe(200);
        before.Member("status").Should().Be("open");

        (await ChangeAsync("frozen", "freeze")).ShouldBe(200).Member("status").Should().Be("frozen");

        (await _client.WithdrawAsync("frozen", "1.00")).ShouldBeProblem(409, "account-frozen");
        (await _client.PostAsync("/v1/holds", new { accountId = "frozen", amount = "1.00", currency = "EUR" })).ShouldBeProblem(409, "account-frozen");
        (await _client.PostAsync("/v1/transfers", new { fromAccountId = "frozen", toAccountId = "beside", amount = "1.00", currency = "EUR" }))
            .ShouldBeProblem(409, "account-frozen");
        (await _client.DepositAsync("frozen", "1.00")).ShouldBe(201);
        (await ChangeAsync("frozen", "freeze")).ShouldBe(200).Member("revision").Should().Be("3", "it was frozen already");
        (await ChangeAsync("frozen", "unfreeze")).ShouldBe(200).Member("status").Should().Be("open");
        (await _client.WithdrawAsync("frozen", "11.00")).ShouldBe(201);
        (await _client.ItemsAsync("/v1/accounts/frozen/events"))[2].GetProperty("data").GetProperty("personal").GetProperty("value").GetProperty("reason")
            .GetString().Should().Be("because");
    }

    [Fact]
    public async Task Only_an_empty_account_closes_and_it_stays_closed()
    {
        await _client.OpenAsync("closing");
        await _client.DepositAsync("closing", "1.00");
        (await ChangeAsync("closing", "close")).ShouldBeProblem(409, "account-not-empty");
        await _client.WithdrawAsync("closing", "1.00");

        (await ChangeAsync("closing", "close")).ShouldBe(200).Member("status").Should().Be("closed");

        (await _client.DepositAsync("closing", "1.00")).ShouldBeProblem(409, "account-closed");
        (await ChangeAsync("closing", "freeze")).ShouldBeProblem(409, "account-closed");
        (await ChangeAsync("closing", "close")).ShouldBe(200);
        (await _client.ItemsAsync("/v1/accounts?status=closed&limit=500")).Select(item => item.GetProperty("id").GetString()).Should().Contain("closing");
        (await _client.PostAsync("/v1/accounts", new { id = "closing", currency = "EUR" })).ShouldBe(200).Member("status").Should().Be("closed");
    }

    [Fact]
    public async Task What_was_carried_out_is_answered_so_however_far_the_read_model_is()
    {
        await _client.OpenAsync("hurried");
        for (var i = 1; i <= 10; i++)
        {
            var (verb, status) = i % 2 == 1 ? ("freeze", "frozen") : ("unfreeze", "open");
            var answer = (await _client.PostAsync($"/v1/accounts/hurried/{verb}", new { reason = "r" }, ("Ledger-Wait-Ms", "0"))).ShouldBe(200);

            (answer.Member("status"), answer.Member("revision")).Should().Be((status, $"{i}"));
            (await _client.GetAsync("/v1/accounts/hurried", ("Ledger-Min-Position", answer.Header("Ledger-Position")!))).ShouldBe(200).Text.Should().Be(answer.Text);
        }
    }

    [Fact]
    public async Task A_command_for_a_revision_of_an_account_that_is_not_there_says_so() =>
        (await _client.PostAsync(
            "/v1/transactions", new { accountId = "nobody-is-it", type = "deposit", amount = "1.00", currency = "EUR" }, ("If-Match", "\"0\"")))
            .ShouldBeProblem(404, "account-not-found");

    [Fact]
    public async Task A_command_for_another_revision_is_not_carried_out()
    {
        await _client.OpenAsync("if-match");
        await _client.OpenAsync("if-match-2");
        await _client.DepositAsync("if-match", "10.00", "key");
        var deposit = new { accountId = "if-match", type = "deposit", amount = "1.00", currency = "EUR" };

        (await _client.PostAsync("/v1/transactions", deposit, ("If-Match", "\"0\""))).ShouldBeProblem(412, "revision-mismatch")
            .Json.GetProperty("revision").GetInt64().Should().BeGreaterThan(0);
        (await _client.PostAsync("/v1/accounts/if-match/freeze", new { reason = "r" }, ("If-Match", "\"7\""))).ShouldBeProblem(412, "revision-mismatch");
        (await _client.PostAsync("/v1/holds", new { accountId = "if-match", amount = "1.00", currency = "EUR" }, ("If-Match", "\"7\""))).ShouldBeProblem(412, "revision-mismatch");
        (await _client.PostAsync(
            "/v1/transfers", new { fromAccountId = "if-match", toAccountId = "if-match-2", amount = "1.00", currency = "EUR" }, ("If-Match", "\"7\"")))
            .ShouldBeProblem(412, "revision-mismatch");
        (await _client.PostAsync("/v1/transactions", deposit, ("If-Match", "\"1\""))).ShouldBe(201).Member("revision").Should().Be("2");
        (await _client.PostAsync("/v1/transactions", deposit, ("If-Match", "2"))).ShouldBeProblem(400, "invalid-request", "If-Match");
        // What was recorded is answered again, whatever the revision by now.
        var again = await _client.PostAsync(
            "/v1/transactions", new { accountId = "if-match", type = "deposit", amount = "10.00", currency = "EUR" }, ("If-Match", "\"0\""), ("Idempotency-Key", "key"));
        again.ShouldBe(201).Header("Idempotency-Replayed").Should().Be("true");
        (await _client.BalanceAsync("if-match")).Should().Be("11.00");
    }

    private Task<Answer> ChangeAsync(string id, string verb) => _client.PostAsync($"/v1/accounts/{id}/{verb}", new { reason = "because" });
}
