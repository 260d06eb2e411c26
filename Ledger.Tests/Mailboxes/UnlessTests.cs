using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.Mailboxes;

/// <summary>An order that is not to be carried out where another has taken something.</summary>
public sealed class UnlessTests : IDisposable
{
    private static readonly Guid Taken = new("018f3c1e-0000-7000-8000-0000000000aa");

    private readonly AccountLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task It_is_carried_out_as_long_as_nobody_has_taken_that_and_takes_nothing_itself()
    {
        await _lab.OpenAsync();
        await _lab.OrderAsync(Unless()).FactAsync();
        await _lab.OrderAsync(Unless()).FactAsync();
        await _lab.OrderAsync(Claiming()).FactAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_answered_as_claimed_by_who_has_taken_it(bool afterARestart)
    {
        await _lab.OpenAsync();
        var taken = await _lab.OrderAsync(Claiming()).FactAsync();
        if (afterARestart)
        {
            _lab.Restart();
        }

        (await _lab.OrderAsync(Unless()).IsAsync<Outcome<AccountEvent>.Claimed>()).By.Revision.Should().Be(taken.Revision);
        (await _lab.CountAsync<TransactionUnmatched>()).Should().Be(1);
    }

    [Fact]
    public async Task In_one_batch_who_comes_first_counts()
    {
        await _lab.OpenAsync();
        _lab.Store.Hold();
        var blocker = _lab.DepositAsync(1);
        var (first, claiming, second) = (_lab.OrderAsync(Unless()), _lab.OrderAsync(Claiming()), _lab.OrderAsync(Unless()));
        _lab.Store.Release();

        await blocker.FactAsync();
        await first.FactAsync();
        await claiming.FactAsync();
        await second.IsAsync<Outcome<AccountEvent>.Claimed>();
    }

    [Fact]
    public async Task Who_takes_it_in_another_process_meanwhile_counts_too()
    {
        _lab.Store.IsShared = true;
        await _lab.OpenAsync();
        _lab.Store.Next(AppendFaults.Overtaken(() => _lab.RivalOrderAsync(Claiming())));

        await _lab.OrderAsync(Unless()).IsAsync<Outcome<AccountEvent>.Claimed>();
        (await _lab.CountAsync<TransactionUnmatched>()).Should().Be(1);
    }

    private static Order<AccountCommand> Claiming() => Order() with { Claim = Taken };

    private static Order<AccountCommand> Unless() => Order() with { Unless = Taken };

    private static Order<AccountCommand> Order() => new(new UnmatchTransaction(Guid.NewGuid(), Guid.NewGuid(), null), "request", "tester");
}
