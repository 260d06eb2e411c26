using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Tests.Mailboxes;

public sealed class OrderTests : IDisposable
{
    private readonly AccountLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task An_account_is_opened_filled_and_drawn_on()
    {
        (await _lab.OpenAsync().FactAsync()).Event.Should().BeOfType<AccountOpened>();
        (await _lab.DepositAsync(1_000).FactAsync()).Event.Should().BeOfType<FundsDeposited>().Which.BalanceAfter.MinorUnits.Should().Be(1_000);
        var drawn = await _lab.WithdrawAsync(300).FactAsync();

        drawn.Event.Should().BeOfType<FundsWithdrawn>().Which.BalanceAfter.MinorUnits.Should().Be(700);
        drawn.Revision.Should().Be(2);
        (await _lab.VerifiedBalanceAsync()).Should().Be(700);
    }

    [Fact]
    public async Task A_fact_is_answered_as_it_is_stored()
    {
        await _lab.OpenAsync();
        var fact = await _lab.DepositAsync(1_000, "k").FactAsync();

        var stored = (await _lab.HistoryAsync())[1];
        stored.Happened.Should().Be(fact.Event);
        stored.Metadata.Should().Be(fact.Metadata);
        stored.Chain.Should().Be(fact.Chain);
        stored.Recorded.Revision.Should().Be(fact.Revision);
    }

    [Fact]
    public async Task Opening_an_account_that_is_open_as_asked_changes_nothing()
    {
        await _lab.OpenAsync();
        var before = (await _lab.HistoryAsync())[0].Recorded.Position;

        (await _lab.OpenAsync().IsAsync<Outcome<AccountEvent>.Unchanged>()).Position.Should().Be(before);
        (await _lab.HistoryAsync()).Should().HaveCount(1);
    }

    [Fact]
    public async Task Opening_it_otherwise_is_rejected_and_leaves_no_trace()
    {
        await _lab.OpenAsync();

        (await _lab.OpenAsync(overdraft: 5).IsAsync<Outcome<AccountEvent>.Rejected>()).Reason.Should().Be(new AccountExists("overdraftLimit"));
        (await _lab.HistoryAsync()).Should().HaveCount(1);
    }

    [Fact]
    public async Task An_account_that_was_never_opened_is_not_found()
    {
        (await _lab.DepositAsync(1).IsAsync<Outcome<AccountEvent>.Rejected>()).Reason.Should().Be(new AccountNotFound());
        (await _lab.HistoryAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_withdrawal_beyond_the_overdraft_is_declined_and_recorded()
    {
        await _lab.OpenAsync(overdraft: 500);
        await _lab.WithdrawAsync(500).FactAsync();

        var declined = (await _lab.WithdrawAsync(1).FactAsync()).Event.Should().BeOfType<WithdrawalDeclined>().Subject;
        declined.Balance.MinorUnits.Should().Be(-500);
        declined.Available.MinorUnits.Should().Be(0);
        (await _lab.VerifiedBalanceAsync()).Should().Be(-500);
    }

    [Fact]
    public async Task Recorded_times_never_run_backwards_when_the_clock_does()
    {
        await _lab.OpenAsync();
        var late = _lab.Clock.Now;
        _lab.Clock.Now = late.AddHours(-3);

        (await _lab.DepositAsync(1).FactAsync()).Metadata.RecordedAt.Should().Be(late);
        _lab.ForgetMailboxes();
        (await _lab.DepositAsync(1).FactAsync()).Metadata.RecordedAt.Should().Be(late);
        _lab.Clock.Now = late.AddTicks(19);
        (await _lab.DepositAsync(1).FactAsync()).Metadata.RecordedAt.Should().Be(late.AddMicroseconds(1));
        await _lab.VerifiedBalanceAsync();
    }
}
