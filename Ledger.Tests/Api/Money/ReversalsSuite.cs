using System.Text.Json;
using Ledger.Tests.Api.Crash;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

public abstract class ReversalsSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Theory]
    [InlineData("deposit", "reversal-out", "10.00")]
    [InlineData("withdrawal", "reversal-in", "10.00")]
    public async Task A_transaction_is_taken_back_once_by_an_opposite_one(string type, string opposite, string balance)
    {
        var account = $"reversed-{type}";
        await _client.OpenAsync(account);
        await _client.DepositAsync(account, "10.00");
        var first = (await _client.PostAsync("/v1/transactions", new { accountId = account, type, amount = "4.00", currency = "EUR" })).ShouldBe(201).Member("id");

        var reversal = (await ReverseAsync(first, "k")).ShouldBe(201);

        (reversal.Member("type"), reversal.Member("reversalOf"), reversal.Member("amount")).Should().Be((opposite, first, "4.00"));
        reversal.Header("Location").Should().Be($"/v1/transactions/{reversal.Member("id")}");
        (await _client.BalanceAsync(account)).Should().Be(balance);
        var shown = (await _client.GetAsync($"/v1/transactions/{first}")).ShouldBe(200);
        (shown.Member("status"), shown.Member("reversedBy")).Should().Be(("reversed", reversal.Member("id")));
        (await _client.ItemsAsync($"/v1/transactions?accountId={account}&status=reversed")).Single().GetProperty("id").GetString().Should().Be(first);
        (await ReverseAsync(first, "k")).ShouldBe(201).Header("Idempotency-Replayed").Should().Be("true");
        (await ReverseAsync(first)).ShouldBeProblem(409, "already-reversed").Member("transactionId").Should().Be(reversal.Member("id"));
        (await ReverseAsync(first, "other")).ShouldBeProblem(409, "already-reversed");
        (await _client.DepositAsync(account, "1.00", "k")).ShouldBeProblem(422, "idempotency-key-reused");
        (await ReverseAsync(reversal.Member("id"))).ShouldBeProblem(400, "invalid-request");
        (await _client.BalanceAsync(account)).Should().Be(balance);
    }

    [Fact]
    public async Task Of_many_at_the_same_time_one_is_made()
    {
        await _client.OpenAsync("raced");
        var first = (await _client.DepositAsync("raced", "4.00")).ShouldBe(201).Member("id");
        await _client.DepositAsync("raced", "96.00");

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReverseAsync(first)));

        all.Count(answer => answer.Status == 201).Should().Be(1);
        all.Count(answer => answer.Code == "already-reversed").Should().Be(19);
        (await _client.BalanceAsync("raced")).Should().Be("96.00");
    }

    [Fact]
    public async Task A_deposit_that_was_spent_cannot_be_taken_back_until_the_money_is_there()
    {
        await _client.OpenAsync("spent");
        var first = (await _client.DepositAsync("spent", "4.00")).ShouldBe(201).Member("id");
        await _client.WithdrawAsync("spent", "1.00");

        var refused = (await ReverseAsync(first)).ShouldBeProblem(422, "insufficient-funds");

        refused.Member("available").Should().Be("3.00");
        (await _client.GetAsync($"/v1/transactions/{refused.Member("transactionId")}")).ShouldBe(200).Member("status").Should().Be("declined");
        (await _client.GetAsync($"/v1/transactions/{first}")).ShouldBe(200).Member("status").Should().Be("posted");
        (await ReverseAsync(refused.Member("transactionId"))).ShouldBeProblem(400, "invalid-request");
        await _client.DepositAsync("spent", "1.00");
        (await ReverseAsync(first)).ShouldBe(201);
        (await _client.BalanceAsync("spent")).Should().Be("0.00");
    }

    [Theory]
    [InlineData("debitTransactionId")]
    [InlineData("creditTransactionId")]
    public async Task A_transfer_is_taken_back_by_either_of_its_legs(string leg)
    {
        var (from, to) = ($"{leg}-from", $"{leg}-to");
        await _client.OpenAsync(from);
        await _client.OpenAsync(to);
        await _client.DepositAsync(from, "10.00");
        var transfer = (await _client.PostAsync("/v1/transfers", new { fromAccountId = from, toAccountId = to, amount = "4.00", currency = "EUR" })).ShouldBe(201);

        var reversal = (await ReverseAsync(transfer.Member(leg))).ShouldBe(201);

        reversal.Member("reversalOf").Should().Be(transfer.Member(leg));
        reversal.Member("type").Should().Be(leg == "debitTransactionId" ? "reversal-in" : "reversal-out");
        (await _client.BalanceAsync(from)).Should().Be("10.00");
        (await _client.BalanceAsync(to)).Should().Be("0.00");
        foreach (var each in new[] { "debitTransactionId", "creditTransactionId" })
        {
            (await _client.GetAsync($"/v1/transactions/{transfer.Member(each)}")).ShouldBe(200).Member("status").Should().Be("reversed");
            (await ReverseAsync(transfer.Member(each))).ShouldBeProblem(409, "already-reversed");
        }
    }

    [Fact]
    public async Task A_transfer_whose_reversal_came_back_stands_and_can_be_taken_back_later_once()
    {
        const string Currency = "CLF";
        await _client.OpenAsync("brimful", Currency);
        await _client.OpenAsync("thirsty", Currency);
        await _client.DepositAsync("brimful", "1.0000", null, Currency);
        var transfer = (await _client.PostAsync(
            "/v1/transfers", new { fromAccountId = "brimful", toAccountId = "thirsty", amount = "1.0000", currency = Currency })).ShouldBe(201);
        var credit = transfer.Member("creditTransactionId");
        // A balance ends at 2^62 of the smallest units, of which this currency has ten thousand.
        object Filling(string amount) => new { accountId = "brimful", type = "deposit", amount, currency = Currency };
        var filled = (await _client.PostAsync("/v1/transactions/batch", JsonSerializer.Serialize(
            Enumerable.Repeat(Filling("9000000000000"), 51).Append(Filling("2168601842738.7904"))))).ShouldBe(200);
        filled.Json.EnumerateArray().Should().OnlyContain(answer => answer.GetProperty("status").GetInt32() == 201);

        var came = (await ReverseAsync(credit, "first")).ShouldBeProblem(422, "balance-limit");
        (await ReverseAsync(credit)).ShouldBeProblem(422, "balance-limit");

        await ShouldShowAsync("posted", null);
        (await _client.BalanceAsync("thirsty")).Should().Be("1.0000");
        (await _client.WithdrawAsync("brimful", "1.0000", null, Currency)).ShouldBe(201);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReverseAsync(credit)));
        var made = all.Should().ContainSingle(answer => answer.Status == 201).Subject;
        all.Count(answer => answer.Code == "already-reversed").Should().Be(7);
        await ShouldShowAsync("reversed", made.Member("id"));
        (await ReverseAsync(credit)).ShouldBeProblem(409, "already-reversed").Member("transactionId").Should().Be(made.Member("id"));
        // What was answered for a key is answered again.
        (await ReverseAsync(credit, "first")).ShouldBeProblem(422, "balance-limit").Member("transferId").Should().Be(came.Member("transferId"));
        (await _client.BalanceAsync("thirsty")).Should().Be("0.0000");
        await Rebuilding.VerifyAsync(_client);

        async Task ShouldShowAsync(string status, string? reversedBy)
        {
            var shown = (await _client.GetAsync($"/v1/transactions/{credit}")).ShouldBe(200);
            (shown.Member("status"), shown.Member("reversedBy")).Should().Be((status, reversedBy));
        }
    }

    private Task<Answer> ReverseAsync(string? id, string? key = null) =>
        _client.PostAsync($"/v1/transactions/{id}/reversal", new { reason = "by mistake" }, key is null ? [] : [("Idempotency-Key", key)]);
}
