using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Tests.Mailboxes;

public sealed class RepeatedOrderTests : IDisposable
{
    private readonly AccountLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task The_same_key_with_the_same_command_is_answered_with_the_same_fact()
    {
        await _lab.OpenAsync();
        var first = await _lab.DepositAsync(100, "k").FactAsync();
        _lab.Clock.Now = _lab.Clock.Now.AddDays(1);

        (await _lab.DepositAsync(100, "k").FactAsync(replayed: true)).Should().Be(first);
        (await _lab.VerifiedBalanceAsync()).Should().Be(100);
    }

    [Fact]
    public async Task The_same_key_with_another_command_is_refused()
    {
        await _lab.OpenAsync();
        await _lab.DepositAsync(100, "k").FactAsync();

        (await _lab.DepositAsync(101, "k").IsAsync<Outcome<AccountEvent>.KeyReused>()).TransactionId.Should().Be(AccountLab.TransactionOf("k"));
        await _lab.WithdrawAsync(100, "k").IsAsync<Outcome<AccountEvent>.KeyReused>();
        (await _lab.VerifiedBalanceAsync()).Should().Be(100);
    }

    [Fact]
    public async Task The_same_key_on_another_account_is_another_transaction()
    {
        await _lab.OpenAsync();
        await _lab.OpenAsync("b");
        await _lab.DepositAsync(100, "k").FactAsync();
        await _lab.DepositAsync(100, "k", "b").FactAsync();

        (await _lab.VerifiedBalanceAsync("b")).Should().Be(100);
    }

    [Fact]
    public async Task Repetitions_in_the_same_batch_take_effect_once()
    {
        await _lab.OpenAsync();
        _lab.Store.Hold();
        var blocker = _lab.DepositAsync(1);
        await _lab.Store.Arrived.Task;
        var first = _lab.DepositAsync(100, "k");
        var repetitions = Enumerable.Range(0, 5).Select(_ => _lab.DepositAsync(100, "k")).ToList();
        var other = _lab.DepositAsync(7, "k");
        _lab.Store.Release();

        await blocker.FactAsync();
        var fact = await first.FactAsync();
        foreach (var repetition in repetitions)
        {
            (await repetition.FactAsync(replayed: true)).Should().Be(fact);
        }

        await other.IsAsync<Outcome<AccountEvent>.KeyReused>();
        (await _lab.VerifiedBalanceAsync()).Should().Be(101);
    }

    [Fact]
    public async Task A_restart_forgets_no_key()
    {
        await _lab.OpenAsync();
        var first = await _lab.DepositAsync(100, "k").FactAsync();
        _lab.Restart();

        (await _lab.DepositAsync(100, "k").FactAsync(replayed: true)).Should().Be(first);
        await _lab.DepositAsync(101, "k").IsAsync<Outcome<AccountEvent>.KeyReused>();
        (await _lab.VerifiedBalanceAsync()).Should().Be(100);
    }

    [Fact]
    public async Task A_declined_withdrawal_is_declined_again_even_when_money_has_come_since()
    {
        await _lab.OpenAsync();
        var declined = await _lab.WithdrawAsync(100, "k").FactAsync();
        declined.Event.Should().BeOfType<WithdrawalDeclined>();
        await _lab.DepositAsync(1_000).FactAsync();

        (await _lab.WithdrawAsync(100, "k").FactAsync(replayed: true)).Should().Be(declined);
        (await _lab.VerifiedBalanceAsync()).Should().Be(1_000);
    }

    [Fact]
    public async Task A_rejected_command_leaves_its_key_unused()
    {
        await _lab.DepositAsync(100, "k").IsAsync<Outcome<AccountEvent>.Rejected>();
        await _lab.OpenAsync();

        await _lab.DepositAsync(200, "k").FactAsync();
        (await _lab.VerifiedBalanceAsync()).Should().Be(200);
    }

    [Fact]
    public async Task Keys_beyond_the_recent_ones_are_found_in_the_stream()
    {
        await _lab.OpenAsync();
        var facts = await Task.WhenAll(Enumerable.Range(0, 2_500).Select(i => _lab.DepositAsync(1, $"k{i}").FactAsync()));

        (await _lab.DepositAsync(1, "k0").FactAsync(replayed: true)).Should().Be(facts[0]);
        (await _lab.DepositAsync(1, "k499").FactAsync(replayed: true)).Should().Be(facts[499]);
        (await _lab.DepositAsync(1, "k2499").FactAsync(replayed: true)).Should().Be(facts[2_499]);
        await _lab.DepositAsync(2, "k0").IsAsync<Outcome<AccountEvent>.KeyReused>();
        (await _lab.VerifiedBalanceAsync()).Should().Be(2_500);
    }
}
