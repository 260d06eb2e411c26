using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Mailboxes;

/// <summary>Appends of which nobody can say whether they were written.</summary>
public sealed class UnknownOutcomeTests : IDisposable
{
    private readonly AccountLab _lab = new(new() { SettleWithin = TimeSpan.FromMilliseconds(150), CloseBooksEvery = 4 });

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task One_that_was_written_is_settled_by_sending_it_again()
    {
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.AnswerLost);

        (await _lab.DepositAsync(100).FactAsync()).Revision.Should().Be(1);
        (await _lab.VerifiedBalanceAsync()).Should().Be(100);
    }

    [Fact]
    public async Task One_that_was_not_written_is_settled_by_sending_it_again()
    {
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.RequestLost, AppendFaults.Unavailable, AppendFaults.AnswerLost);

        (await _lab.DepositAsync(100).FactAsync()).Revision.Should().Be(1);
        (await _lab.VerifiedBalanceAsync()).Should().Be(100);
    }

    [Fact]
    public async Task One_whose_place_a_rival_took_is_decided_again()
    {
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.RequestLost, AppendFaults.Overtaken(() => _lab.RivalDepositAsync(5)));

        (await _lab.WithdrawAsync(5).FactAsync()).Event.Should().BeOfType<FundsWithdrawn>();
        (await _lab.VerifiedBalanceAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_stays_unknown_is_said_to_be_and_later_takes_effect_exactly_once(bool written)
    {
        await _lab.OpenAsync();
        _lab.Store.Next(written ? AppendFaults.AnswerLost : AppendFaults.RequestLost);
        _lab.Store.Always = AppendFaults.RequestLost;

        (await _lab.DepositAsync(100, "k").FailsAsync<CommandOutcomeUnknownException>())
            .TransactionId.Should().Be(AccountLab.TransactionOf("k"));
        await _lab.DepositAsync(1).FailsAsync<StoreUnavailableException>();
        (await _lab.DepositAsync(100, "k").FailsAsync<CommandOutcomeUnknownException>())
            .TransactionId.Should().Be(AccountLab.TransactionOf("k"));

        _lab.Store.Always = null;
        await SettledAsync();
        (await _lab.DepositAsync(100, "k").FactAsync(replayed: true)).Revision.Should().Be(1);
        (await _lab.VerifiedBalanceAsync()).Should().Be(100);
    }

    [Fact]
    public async Task One_that_stays_unknown_and_whose_place_a_rival_takes_never_takes_effect()
    {
        await _lab.OpenAsync();
        _lab.Store.Always = AppendFaults.RequestLost;
        await _lab.DepositAsync(100, "k").FailsAsync<CommandOutcomeUnknownException>();
        await _lab.RivalDepositAsync(7);
        _lab.Store.Always = null;
        await SettledAsync();

        (await _lab.VerifiedBalanceAsync()).Should().Be(7);
        await _lab.DepositAsync(100, "k").FactAsync();
        (await _lab.VerifiedBalanceAsync()).Should().Be(107);
    }

    [Fact]
    public async Task In_a_batch_of_unknown_outcome_a_refusal_is_promised_to_have_written_nothing()
    {
        await _lab.OpenAsync();
        _lab.Store.Hold();
        var blocker = _lab.DepositAsync(1);
        await _lab.Store.Arrived.Task;
        _lab.Store.Next(AppendFaults.None);
        _lab.Store.Always = AppendFaults.RequestLost;
        var deposit = _lab.DepositAsync(10, "k");
        var refused = _lab.OpenAsync(overdraft: 9);
        _lab.Store.Release();

        await blocker.FactAsync();
        await deposit.FailsAsync<CommandOutcomeUnknownException>();
        await refused.FailsAsync<StoreUnavailableException>();
        _lab.Store.Always = null;
        await SettledAsync();
        (await _lab.VerifiedBalanceAsync()).Should().Be(11);
    }

    [Fact]
    public async Task A_store_that_is_away_writes_nothing_and_the_next_order_goes_on()
    {
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.Unavailable, AppendFaults.Throws(new InvalidOperationException("A fault of the store.")));

        await _lab.DepositAsync(100, "k").FailsAsync<StoreUnavailableException>();
        // A fault that does not say that nothing was written is settled like any unknown outcome.
        (await _lab.DepositAsync(100, "k").FactAsync()).Revision.Should().Be(1);
        (await _lab.VerifiedBalanceAsync()).Should().Be(100);
    }

    /// <summary>Waits until the mailbox takes orders again; an opening that is already so writes nothing.</summary>
    private async Task SettledAsync()
    {
        for (var tries = 0; tries < 500; tries++)
        {
            try
            {
                await _lab.OpenAsync();
                return;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(20);
            }
        }

        throw new TimeoutException("The append was not settled.");
    }
}
