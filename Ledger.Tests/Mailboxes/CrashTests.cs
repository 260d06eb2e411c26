using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Mailboxes;

/// <summary>The process ends in the middle of an order; the client sends it again to the next one.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly AccountLab _lab = new(new() { SettleWithin = TimeSpan.FromMilliseconds(40), CloseBooksEvery = 3 });

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_the_append_and_before_the_answer_it_is_replayed(int before)
    {
        await OpenWithAsync(before);
        _lab.Store.Next(AppendFaults.AnswerLost);
        _lab.Store.Always = AppendFaults.RequestLost;
        await _lab.WithdrawAsync(5, "k").FailsAsync<CommandOutcomeUnknownException>();
        _lab.Restart();

        (await _lab.WithdrawAsync(5, "k").FactAsync(replayed: true)).Event.Should().BeAssignableTo<TransactionEvent>();
        (await _lab.VerifiedBalanceAsync()).Should().Be((10 * before) - (before > 0 ? 5 : 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Before_the_append_it_is_carried_out_once(int before)
    {
        await OpenWithAsync(before);
        _lab.Store.Always = AppendFaults.RequestLost;
        await _lab.WithdrawAsync(5, "k").FailsAsync<CommandOutcomeUnknownException>();
        _lab.Restart();

        await _lab.WithdrawAsync(5, "k").FactAsync();
        await _lab.WithdrawAsync(5, "k").FactAsync(replayed: true);
        (await _lab.VerifiedBalanceAsync()).Should().Be((10 * before) - 5);
    }

    [Fact]
    public async Task An_append_that_lands_late_takes_effect_once_or_not_at_all()
    {
        await OpenWithAsync(1);
        Func<Task<AppendResult>>? late = null;
        _lab.Store.Next(append =>
        {
            late = append;
            throw new OutcomeUnknownException("It is still on its way.");
        });
        _lab.Store.Always = AppendFaults.RequestLost;
        await _lab.WithdrawAsync(5, "k").FailsAsync<CommandOutcomeUnknownException>();
        _lab.Store.Always = null;
        _lab.ForgetMailboxes();
        await _lab.DepositAsync(1).FactAsync();

        // What was on its way arrives after others have gone on, in this process or another: its place is taken.
        (await late!()).Should().BeOfType<AppendResult.Conflict>();
        await _lab.WithdrawAsync(5, "k").FactAsync();
        (await _lab.VerifiedBalanceAsync()).Should().Be(6);
    }

    private async Task OpenWithAsync(int deposits)
    {
        await _lab.OpenAsync();
        for (var i = 0; i < deposits; i++)
        {
            await _lab.DepositAsync(10).FactAsync();
        }
    }
}
