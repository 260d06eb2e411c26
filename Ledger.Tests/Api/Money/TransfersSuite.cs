using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

public abstract class TransfersSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_transfer_moves_both_legs_and_is_seen_as_one()
    {
        await OpenAsync("from", "to");

        var made = (await TransferAsync("from", "to", "4.00", "k")).ShouldBe(201);

        made.Json.EnumerateObject().Select(member => member.Name).Should().Equal(
            "id", "status", "fromAccountId", "toAccountId", "amount", "currency", "debitTransactionId", "creditTransactionId");
        made.Member("status").Should().Be("completed");
        made.Header("Location").Should().Be($"/v1/transfers/{made.Member("id")}");
        (await _client.BalanceAsync("from")).Should().Be("6.00");
        (await _client.BalanceAsync("to")).Should().Be("4.00");
        (await _client.GetAsync($"/v1/transfers/{made.Member("id")}")).ShouldBe(200).Text.Should().Be(made.Text);
        var debit = (await _client.GetAsync($"/v1/transactions/{made.Member("debitTransactionId")}")).ShouldBe(200);
        (debit.Member("type"), debit.Member("accountId"), debit.Member("transferId")).Should().Be(("transfer-out", "from", made.Member("id")));
        var credit = (await _client.GetAsync($"/v1/transactions/{made.Member("creditTransactionId")}")).ShouldBe(200);
        (credit.Member("type"), credit.Member("accountId"), credit.Member("transferId")).Should().Be(("transfer-in", "to", made.Member("id")));
        credit.Member("description").Should().Be("rent");
        var again = (await TransferAsync("from", "to", "4.00", "k")).ShouldBe(201);
        again.Text.Should().Be(made.Text);
        again.Header("Idempotency-Replayed").Should().Be("true");
        (await TransferAsync("from", "to", "4.01", "k")).ShouldBeProblem(422, "idempotency-key-reused");
        (await _client.DepositAsync("from", "4.00", "k")).ShouldBeProblem(422, "idempotency-key-reused");
        (await _client.BalanceAsync("to")).Should().Be("4.00");
    }

    [Fact]
    public async Task What_cannot_be_carried_out_moves_nothing()
    {
        await OpenAsync("poor", "target");
        await _client.OpenAsync("dollars", "USD");
        await _client.OpenAsync("gone");
        await _client.PostAsync("/v1/accounts/gone/close", new { reason = "r" });

        var refused = (await TransferAsync("poor", "target", "10.01", "k")).ShouldBeProblem(422, "insufficient-funds");

        refused.Member("transferId").Should().NotBeNull();
        refused.Member("available").Should().Be("10.00");
        (await TransferAsync("poor", "target", "10.01", "k")).ShouldBeProblem(422, "insufficient-funds").Header("Idempotency-Replayed").Should().Be("true");
        (await _client.GetAsync($"/v1/transfers/{refused.Member("transferId")}")).ShouldBe(200).Member("status").Should().Be("declined");
        (await TransferAsync("poor", "nobody", "1.00")).ShouldBeProblem(404, "account-not-found").Member("transferId").Should().NotBeNull();
        (await TransferAsync("nobody", "target", "1.00")).ShouldBeProblem(404, "account-not-found");
        (await TransferAsync("poor", "dollars", "1.00")).ShouldBeProblem(409, "currency-mismatch");
        (await TransferAsync("poor", "gone", "1.00")).ShouldBeProblem(409, "account-closed");
        (await _client.ItemsAsync("/v1/accounts/poor/events")).Should().HaveCount(3, "only the refusal for lack of funds is recorded");
        (await _client.BalanceAsync("poor")).Should().Be("10.00");
    }

    [Fact]
    public async Task After_a_transfer_its_source_can_be_closed_at_once()
    {
        await OpenAsync("all-out", "all-in");

        (await TransferAsync("all-out", "all-in", "10.00")).ShouldBe(201);

        (await _client.PostAsync("/v1/accounts/all-out/close", new { reason = "r" })).ShouldBe(200);
    }

    [Fact]
    public async Task Transfers_to_and_fro_at_the_same_time_lose_nothing()
    {
        await OpenAsync("ping", "pong");
        await _client.DepositAsync("pong", "10.00");

        var all = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? TransferAsync("ping", "pong", "0.25") : TransferAsync("pong", "ping", "0.25")));

        all.Should().OnlyContain(answer => answer.Status == 201);
        (await _client.BalanceAsync("ping")).Should().Be("10.00");
        (await _client.BalanceAsync("pong")).Should().Be("10.00");
    }

    private async Task OpenAsync(string funded, string empty)
    {
        await _client.OpenAsync(funded);
        await _client.OpenAsync(empty);
        (await _client.DepositAsync(funded, "10.00")).ShouldBe(201);
    }

    private Task<Answer> TransferAsync(string fromAccountId, string toAccountId, string amount, string? key = null) => _client.PostAsync(
        "/v1/transfers", new { fromAccountId, toAccountId, amount, currency = "EUR", description = "rent" }, key is null ? [] : [("Idempotency-Key", key)]);
}
