using Ledger.Domain.Accounts;

namespace Ledger.Tests.Mailboxes;

public sealed class BooksClosingTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(500)]
    public async Task Books_are_closed_at_every_nth_revision_also_in_the_middle_of_an_append(int every)
    {
        using var lab = new AccountLab(new() { CloseBooksEvery = every });
        await lab.OpenAsync(overdraft: 50, owner: "o1");
        lab.Store.Hold();
        var first = lab.DepositAsync(100);
        await lab.Store.Arrived.Task;
        var rest = Enumerable.Range(1, 599).Select(i => i % 3 == 0 ? lab.WithdrawAsync(150) : lab.DepositAsync(100)).ToList();
        lab.Store.Release();
        await Task.WhenAll(rest.Prepend(first));

        var expected = await lab.VerifiedBalanceAsync();
        var history = await lab.HistoryAsync();
        (await lab.CountAsync<BooksClosed>()).Should().Be(history.Count / every);
        lab.Restart();
        (await lab.DepositAsync(1).FactAsync()).Event.Should().BeOfType<FundsDeposited>().Which.BalanceAfter.MinorUnits.Should().Be(expected + 1);
        (await lab.VerifiedBalanceAsync()).Should().Be(expected + 1);
    }

    [Fact]
    public async Task A_closing_belongs_to_no_transaction()
    {
        using var lab = new AccountLab(new() { CloseBooksEvery = 3 });
        await lab.OpenAsync();
        await lab.DepositAsync(1, "k").FactAsync();

        var closing = (await lab.HistoryAsync())[2];
        closing.Happened.Should().BeOfType<BooksClosed>();
        closing.Metadata.TransactionId.Should().BeNull();
        closing.Metadata.CommandHash.Should().BeNull();
    }

    [Fact]
    public async Task An_account_whose_newest_event_is_a_closing_goes_on_from_it()
    {
        using var lab = new AccountLab(new() { CloseBooksEvery = 3 });
        await lab.OpenAsync();
        await lab.DepositAsync(5).FactAsync();
        lab.ForgetMailboxes();
        var reads = lab.Store.Reads;

        (await lab.WithdrawAsync(5).FactAsync()).Revision.Should().Be(3);
        (lab.Store.Reads - reads).Should().Be(1);
        (await lab.VerifiedBalanceAsync()).Should().Be(0);
    }
}
