using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Mailboxes;

/// <summary>Another process writes the same accounts.</summary>
public sealed class RivalWriterTests : IDisposable
{
    private readonly AccountLab _lab = new(new() { MaxAttempts = 4, CloseBooksEvery = 4 });

    public RivalWriterTests() => _lab.Store.IsShared = true;

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task After_a_conflict_an_order_is_decided_again_on_the_new_state()
    {
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.Overtaken(() => _lab.RivalDepositAsync(100)));

        // On the state before the rival's deposit it would have been declined.
        var fact = await _lab.WithdrawAsync(100).FactAsync();
        fact.Event.Should().BeOfType<FundsWithdrawn>();
        (await _lab.VerifiedBalanceAsync()).Should().Be(0);
        (await _lab.CountAsync<WithdrawalDeclined>()).Should().Be(0);
    }

    [Fact]
    public async Task An_order_that_a_rival_carried_out_meanwhile_is_replayed()
    {
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.Overtaken(() => _lab.RivalDepositAsync(100, "k")));

        await _lab.DepositAsync(100, "k").FactAsync(replayed: true);
        (await _lab.VerifiedBalanceAsync()).Should().Be(100);
    }

    [Fact]
    public async Task Of_two_who_open_the_same_account_one_finds_it_open()
    {
        _lab.Store.Next(AppendFaults.Overtaken(() => _lab.RivalOpenAsync()));

        await _lab.OpenAsync().IsAsync<Outcome<AccountEvent>.Unchanged>();
        (await _lab.VerifiedBalanceAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Who_is_overtaken_every_time_is_told_so_and_nothing_is_recorded()
    {
        await _lab.OpenAsync();
        _lab.Store.Always = AppendFaults.Overtaken(() => _lab.RivalDepositAsync(1));
        var before = _lab.Store.Appends;

        await _lab.WithdrawAsync(1, "k").IsAsync<Outcome<AccountEvent>.Contended>();
        (_lab.Store.Appends - before).Should().Be(4);
        (await _lab.VerifiedBalanceAsync()).Should().Be(4);

        _lab.Store.Always = null;
        (await _lab.WithdrawAsync(1, "k").FactAsync()).Event.Should().BeOfType<FundsWithdrawn>();
        (await _lab.VerifiedBalanceAsync()).Should().Be(3);
    }

    [Fact]
    public async Task A_refusal_is_preceded_by_a_read_of_what_is_newer()
    {
        await _lab.DepositAsync(1).IsAsync<Outcome<AccountEvent>.Rejected>();
        await _lab.RivalOpenAsync();

        await _lab.DepositAsync(1).FactAsync();
        await _lab.RivalDepositAsync(10, "theirs");
        await _lab.DepositAsync(10, "theirs").FactAsync(replayed: true);
        await _lab.RivalDepositAsync(10, "theirs too");
        await _lab.DepositAsync(11, "theirs too").IsAsync<Outcome<AccountEvent>.KeyReused>();
        (await _lab.VerifiedBalanceAsync()).Should().Be(21);
    }

    [Fact]
    public async Task On_a_store_that_is_not_shared_a_refusal_reads_nothing()
    {
        _lab.Store.IsShared = false;
        await _lab.OpenAsync();
        var reads = _lab.Store.Reads;

        await _lab.OpenAsync(overdraft: 1).IsAsync<Outcome<AccountEvent>.Rejected>();
        _lab.Store.Reads.Should().Be(reads);
    }

    [Fact]
    public async Task Two_processes_that_draw_on_one_account_never_overdraw_it()
    {
        await _lab.OpenAsync();
        await _lab.DepositAsync(2_000).FactAsync();
        var ours = Enumerable.Range(0, 150).Select(_ => Task.Run(() => _lab.WithdrawAsync(10)));
        var theirs = Enumerable.Range(0, 150).Select(_ => Task.Run(() => _lab.RivalWithdrawAsync(10)));

        var outcomes = await Task.WhenAll(ours.Concat(theirs).ToList());
        var drawn = outcomes.OfType<Outcome<AccountEvent>.Committed>().Count(committed => committed.Events[0].Event is FundsWithdrawn);
        (await _lab.CountAsync<FundsWithdrawn>()).Should().Be(drawn);
        (await _lab.VerifiedBalanceAsync()).Should().Be(2_000 - (10 * drawn)).And.BeGreaterThanOrEqualTo(0);
    }
}
