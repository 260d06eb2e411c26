using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class RestartSuite : OwnStores
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_answers_after_a_restart_what_it_answered_before(bool killed)
    {
        using var before = await LedgerProcess.StartAsync(Stores);
        await before.Client.OpenAsync("a");
        var posted = (await before.Client.DepositAsync("a", "10.00", "in")).ShouldBe(201);
        var refused = (await before.Client.WithdrawAsync("a", "11.00", "out")).ShouldBeProblem(422, "insufficient-funds");
        await before.Client.DepositAsync("a", "5.00");
        await (killed ? before.KillAsync() : before.TerminateAsync());

        using var after = await LedgerProcess.StartAsync(Stores);
        var again = (await after.Client.DepositAsync("a", "10.00", "in")).ShouldBe(201);

        again.Text.Should().Be(posted.Text);
        again.Header("Idempotency-Replayed").Should().Be("true");
        (await after.Client.WithdrawAsync("a", "11.00", "out")).ShouldBeProblem(422, "insufficient-funds")
            .Member("transactionId").Should().Be(refused.Member("transactionId"));
        (await after.Client.WithdrawAsync("a", "1.00", "in")).ShouldBeProblem(422, "idempotency-key-reused");
        (await after.Client.BalanceAsync("a")).Should().Be("15.00");
        (await after.TerminateAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_position_of_before_a_restart_is_good_after_it()
    {
        using var before = await LedgerProcess.StartAsync(Stores);
        var position = (await before.Client.OpenAsync("a")).Header("Ledger-Position")!;
        await before.KillAsync();

        using var after = await LedgerProcess.StartAsync(Stores);
        (await after.Client.GetAsync("/v1/accounts/a", ("Ledger-Min-Position", position))).ShouldBe(200);
    }
}
