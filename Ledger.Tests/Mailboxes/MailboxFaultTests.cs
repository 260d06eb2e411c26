using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Mailboxes;

/// <summary>Faults that nobody foresaw, and what must hold all the same.</summary>
public sealed class MailboxFaultTests : IDisposable
{

    private readonly AccountLab _lab = new(new() { SettleWithin = TimeSpan.FromMilliseconds(100) });

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Repetitions_in_a_batch_of_unknown_outcome_are_all_told_that_it_is_unknown()
    {
        await _lab.OpenAsync();
        _lab.Store.Hold();
        var blocker = _lab.DepositAsync(1);
        await _lab.Store.Arrived.Task;
        _lab.Store.Next(AppendFaults.None, AppendFaults.AnswerLost);
        _lab.Store.Always = AppendFaults.RequestLost;
        var first = _lab.DepositAsync(10, "k");
        var second = _lab.DepositAsync(10, "k");
        _lab.Store.Release();

        await blocker.FactAsync();
        await first.FailsAsync<CommandOutcomeUnknownException>();
        // It was written: a promise that nothing was or will be written would be false.
        await second.FailsAsync<CommandOutcomeUnknownException>();
    }

    [Fact]
    public async Task An_unforeseen_fault_while_an_append_is_settled_does_not_silence_the_account()
    {
        await _lab.OpenAsync();
        _lab.Store.Always = AppendFaults.RequestLost;
        await _lab.DepositAsync(10, "k").FailsAsync<CommandOutcomeUnknownException>();
        _lab.Store.Always = AppendFaults.Throws(new InvalidOperationException("A fault of the store."));
        await Task.Delay(1_000, TestContext.Current.CancellationToken);
        _lab.Store.Always = null;

        await Eventually(() => _lab.DepositAsync(10, "k"));
        (await _lab.VerifiedBalanceAsync()).Should().Be(10);
    }

    [Fact]
    public async Task An_unforeseen_fault_while_an_append_is_sent_again_leaves_its_outcome_unknown()
    {
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.AnswerLost, AppendFaults.Throws(new InvalidOperationException("A fault of the store.")));

        var deposit = _lab.DepositAsync(10, "k");
        var answered = await Record.ExceptionAsync(() => deposit);
        (answered is null or CommandOutcomeUnknownException).Should().BeTrue("it was written, but the answer was {0}", answered);
    }

    [Fact]
    public async Task A_command_that_makes_the_decider_throw_fails_alone()
    {
        await _lab.OpenAsync();
        _lab.Store.Hold();
        var blocker = _lab.DepositAsync(1);
        await _lab.Store.Arrived.Task;
        var good = _lab.DepositAsync(10);
        var bad = _lab.DepositAsync(-5);
        _lab.Store.Release();

        await blocker.FactAsync();
        await bad.FailsAsync<ArgumentOutOfRangeException>();
        await good.FactAsync();
        (await _lab.VerifiedBalanceAsync()).Should().Be(11);
    }

    [Fact]
    public async Task While_an_append_is_unsettled_later_orders_are_told_at_once()
    {
        await _lab.OpenAsync();
        _lab.Store.Always = AppendFaults.RequestLost;
        await _lab.DepositAsync(10, "k").FailsAsync<CommandOutcomeUnknownException>();
        // By now the pauses between the tries are more than a second long.
        await Task.Delay(2_000, TestContext.Current.CancellationToken);

        var asked = TimeProvider.System.GetTimestamp();
        await _lab.DepositAsync(1).FailsAsync<StoreUnavailableException>();
        TimeProvider.System.GetElapsedTime(asked).Should().BeLessThan(TimeSpan.FromMilliseconds(300));
        _lab.Store.Always = null;
    }

    [Fact]
    public async Task What_lies_before_the_recent_transactions_is_read_once()
    {
        using var lab = new AccountLab(new() { CloseBooksEvery = 5 });
        await lab.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            await lab.DepositAsync(1, $"k{i}").FactAsync();
        }

        lab.ForgetMailboxes();
        await lab.DepositAsync(1, "new").FactAsync();
        var reads = lab.Store.Reads;
        await lab.DepositAsync(1, "newer").FactAsync();
        lab.Store.Reads.Should().Be(reads);
    }

    [Fact]
    public async Task Orders_are_answered_also_while_crowded_mailboxes_are_swept()
    {
        using var lab = new AccountLab(new() { MaxMailboxes = 1 });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                await lab.DepositAsync(1, id: $"none-{worker}-{i}").IsAsync<Outcome<AccountEvent>.Rejected>();
            }

            return true;
        })));
        outcomes.Should().AllBeEquivalentTo(true);
    }

    private static async Task Eventually(Func<Task<Outcome<AccountEvent>>> order)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                (await order().WaitAsync(TimeSpan.FromSeconds(5))).Should().BeOfType<Outcome<AccountEvent>.Committed>();
                return;
            }
            catch (Exception e) when (e is StoreUnavailableException or CommandOutcomeUnknownException or InvalidOperationException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException("The order was never carried out.");
    }
}
