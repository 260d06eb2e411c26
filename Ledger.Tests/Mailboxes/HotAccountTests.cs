using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Tests.Mailboxes;

public sealed class HotAccountTests
{
    [Fact]
    public async Task Of_two_thousand_withdrawals_at_once_exactly_as_many_succeed_as_there_is_money()
    {
        using var lab = new AccountLab();
        await lab.OpenAsync();
        await lab.DepositAsync(100_000).FactAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(_ => Task.Run(() => lab.WithdrawAsync(100).FactAsync())));

        outcomes.Count(fact => fact.Event is FundsWithdrawn).Should().Be(1_000);
        outcomes.Count(fact => fact.Event is WithdrawalDeclined).Should().Be(1_000);
        (await lab.CountAsync<FundsWithdrawn>()).Should().Be(1_000);
        (await lab.CountAsync<WithdrawalDeclined>()).Should().Be(1_000);
        (await lab.VerifiedBalanceAsync()).Should().Be(0);
    }

    [Fact]
    public async Task What_waits_while_an_append_is_under_way_goes_into_one_append()
    {
        using var lab = new AccountLab();
        await lab.OpenAsync();
        lab.Store.Hold();
        var first = lab.DepositAsync(1);
        await lab.Store.Arrived.Task;
        var rest = Enumerable.Range(0, 99).Select(_ => lab.DepositAsync(1)).ToList();
        var before = lab.Store.Appends;
        lab.Store.Release();

        await first.FactAsync();
        await Task.WhenAll(rest.Select(outcome => outcome.FactAsync()));
        (lab.Store.Appends - before).Should().Be(1);
        (await lab.VerifiedBalanceAsync()).Should().Be(100);
    }

    [Fact]
    public async Task One_order_more_than_may_wait_is_answered_as_overloaded_and_never_carried_out()
    {
        using var lab = new AccountLab(new() { MaxWaiting = 3 });
        await lab.OpenAsync();
        lab.Store.Hold();
        var underWay = lab.DepositAsync(1);
        await lab.Store.Arrived.Task;
        var waiting = Enumerable.Range(0, 3).Select(_ => lab.DepositAsync(10)).ToList();

        await lab.DepositAsync(100).IsAsync<Outcome<AccountEvent>.Overloaded>();
        lab.Store.Release();
        await Task.WhenAll(waiting.Append(underWay).Select(outcome => outcome.FactAsync()));
        await lab.DepositAsync(1_000).FactAsync();
        (await lab.VerifiedBalanceAsync()).Should().Be(1_031);
    }

    [Fact]
    public async Task A_batch_of_large_orders_is_cut_to_the_size_of_an_append()
    {
        using var lab = new AccountLab();
        await lab.OpenAsync();
        var large = new TransactionDetails(Metadata: $$"""{"note":"{{new string('x', 20_000)}}"}""");
        lab.Store.Hold();
        var outcomes = Enumerable.Range(0, 60).Select(_ => lab.ExecuteAsync(
            "a", new DepositFunds(Guid.Empty, new(1, AccountLab.Euro), null, large), Guid.Empty)).ToList();
        await lab.Store.Arrived.Task;
        lab.Store.Release();

        await Task.WhenAll(outcomes.Select(outcome => outcome.FactAsync()));
        (await lab.VerifiedBalanceAsync()).Should().Be(60);
    }

    [Fact]
    public async Task Idle_mailboxes_beyond_the_bound_are_dropped_and_nothing_is_lost()
    {
        using var lab = new AccountLab(new() { MaxMailboxes = 10 });
        var ids = Enumerable.Range(0, 100).Select(i => $"n{i}").ToList();
        await Task.WhenAll(ids.Select(id => lab.OpenAsync(id).FactAsync()));
        var reads = lab.Store.Reads;
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(ids.Select(id => Task.Run(() => lab.DepositAsync(1, $"key-{round}", id).FactAsync())));
        }

        // A mailbox that is still there need not read for a new key; one that was dropped loads its account.
        (lab.Store.Reads - reads).Should().BeGreaterThan(100);
        await Task.WhenAll(ids.Select(id => lab.DepositAsync(1, "key-0", id).FactAsync(replayed: true)));
        foreach (var id in ids)
        {
            (await lab.VerifiedBalanceAsync(id)).Should().Be(10);
        }
    }
}
