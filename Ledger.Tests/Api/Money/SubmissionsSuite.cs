using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

public abstract class SubmissionsSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_submission_is_durable_at_once_and_posted_soon()
    {
        await _client.OpenAsync("async");

        var submitted = (await SubmitAsync("async", "deposit", "10.00", "k")).ShouldBe(202);

        submitted.Member("status").Should().Be("pending");
        submitted.Header("Preference-Applied").Should().Be("respond-async");
        submitted.Header("Location").Should().Be($"/v1/transactions/{submitted.Member("id")}");
        var posted = await DecidedAsync(submitted);
        (posted.Member("status"), posted.Member("balanceAfter"), posted.Member("description")).Should().Be(("posted", "10.00", "rent"));
        posted.Member("type").Should().Be("deposit");
        (await _client.BalanceAsync("async")).Should().Be("10.00");
        var again = (await SubmitAsync("async", "deposit", "10.00", "k")).ShouldBe(202);
        again.Text.Should().Be(submitted.Text);
        again.Header("Idempotency-Replayed").Should().Be("true");
        (await SubmitAsync("async", "deposit", "10.01", "k")).ShouldBeProblem(422, "idempotency-key-reused");
        (await _client.BalanceAsync("async")).Should().Be("10.00");
        (await _client.ItemsAsync("/v1/transactions?accountId=async")).Should().HaveCount(1);
    }

    [Fact]
    public async Task What_comes_after_it_is_decided_after_it()
    {
        await _client.OpenAsync("queue");
        await _client.DepositAsync("queue", "10.00");

        var first = SubmitAsync("queue", "withdrawal", "10.00");
        (await first).ShouldBe(202);
        (await _client.WithdrawAsync("queue", "0.01")).ShouldBeProblem(422, "insufficient-funds").Member("balance").Should().Be("0.00");
        (await DecidedAsync(await first)).Member("status").Should().Be("posted");
    }

    [Fact]
    public async Task What_stands_against_it_is_told_where_it_is_asked_for()
    {
        await _client.OpenAsync("declined");

        var declined = await DecidedAsync((await SubmitAsync("declined", "withdrawal", "1.00")).ShouldBe(202));

        (declined.Member("status"), declined.Member("declineReason"), declined.Member("description")).Should().Be(("declined", "insufficient-funds", "rent"));
        (await SubmitAsync("nobody", "deposit", "1.00")).ShouldBeProblem(404, "account-not-found");
        (await _client.ItemsAsync("/v1/transactions?accountId=declined&status=declined")).Should().HaveCount(1);
    }

    [Fact]
    public async Task Many_are_all_decided_in_order()
    {
        await _client.OpenAsync("many");
        await _client.DepositAsync("many", "50.00");

        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SubmitAsync("many", "withdrawal", "1.00")));

        all.Should().OnlyContain(answer => answer.Status == 202);
        var decided = await Task.WhenAll(all.Select(DecidedAsync));
        decided.Count(answer => answer.Member("status") == "posted").Should().Be(50);
        (await _client.BalanceAsync("many")).Should().Be("0.00");
    }

    private Task<Answer> SubmitAsync(string accountId, string type, string amount, string? key = null) => _client.PostAsync(
        "/v1/transactions",
        new { accountId, type, amount, currency = "EUR", description = "rent" },
        [("Prefer", "respond-async"), .. key is null ? Array.Empty<(string, string)>() : [("Idempotency-Key", key)]]);

    private async Task<Answer> DecidedAsync(Answer submitted)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = (await _client.GetAsync(submitted.Header("Location")!)).ShouldBe(200);
            if (answer.Member("status") != "pending")
            {
                return answer;
            }

            tries.Should().BeLessThan(300);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
