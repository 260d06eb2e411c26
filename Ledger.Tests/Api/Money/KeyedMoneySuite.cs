using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

/// <summary>Keys of everything that moves money: transfers, holds, captures, releases, reversals, submissions.</summary>
public abstract class KeyedMoneySuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task Whatever_is_sent_again_is_answered_again_and_another_body_is_refused()
    {
        var done = await KeyedMoney.DoneAsync(_client, "again");
        await done.ShouldBeKeptAsync(_client);
    }

    [Fact]
    public async Task Many_at_once_with_one_key_are_one()
    {
        var done = await KeyedMoney.DoneAsync(_client, "at-once", atOnce: 12);
        await done.ShouldBeKeptAsync(_client);
    }

    [Fact]
    public async Task A_key_is_found_across_closed_books_and_after_a_rebuild()
    {
        var done = await KeyedMoney.DoneAsync(_client, "books");
        // The books are closed at every five hundredth event.
        (await done.AddAsync(_client, 1100)).ShouldBe(200);
        foreach (var name in new[] { "accounts", "transactions", "transaction_ids", "transfers" })
        {
            (await _client.PostAsync($"/v1/ops/projections/{name}/rebuild", "{}")).Status.Should().BeOneOf(202, 409);
        }

        await done.ShouldBeKeptAsync(_client, added: 1100);
    }

    [Fact]
    public async Task A_hold_that_has_expired_meanwhile_is_answered_again_and_not_placed_again()
    {
        await _client.OpenAsync("late-hold");
        await _client.DepositAsync("late-hold", "10.00");
        var at = TimeProvider.System.GetUtcNow().AddSeconds(2);
        var body = new { accountId = "late-hold", amount = "4.00", currency = "EUR", expiresAt = at.ToString("O") };
        var first = (await _client.PostAsync("/v1/holds", body, ("Idempotency-Key", "k"))).ShouldBe(201);
        while (TimeProvider.System.GetUtcNow() <= at)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var again = (await _client.PostAsync("/v1/holds", body, ("Idempotency-Key", "k"))).ShouldBe(201);

        again.Text.Should().Be(first.Text);
        again.Header("Idempotency-Replayed").Should().Be("true");
        (await _client.PostAsync("/v1/holds", body, ("Idempotency-Key", "unused"))).ShouldBeProblem(400, "invalid-request", "expiresAt");
        (await _client.PostAsync("/v1/holds", body)).ShouldBeProblem(400, "invalid-request", "expiresAt");
        (await _client.GetAsync("/v1/accounts/late-hold/balance")).ShouldBe(200).Member("available").Should().Be("10.00");
    }

    [Fact]
    public async Task What_was_submitted_and_posted_can_be_taken_back()
    {
        await _client.OpenAsync("submitted-back");
        var submitted = (await _client.PostAsync(
            "/v1/transactions", new { accountId = "submitted-back", type = "deposit", amount = "4.00", currency = "EUR" }, ("Prefer", "respond-async"))).ShouldBe(202);
        (await _client.DepositAsync("submitted-back", "1.00")).ShouldBe(201).Member("balanceAfter").Should().Be("5.00");

        (await _client.PostAsync($"/v1/transactions/{submitted.Member("id")}/reversal", new { reason = "r" })).ShouldBe(201).Member("type").Should().Be("reversal-out");

        (await _client.BalanceAsync("submitted-back")).Should().Be("1.00");
    }
}
