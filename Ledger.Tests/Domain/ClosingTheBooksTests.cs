using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

public sealed class ClosingTheBooksTests
{
    private static BooksClosing<AccountState, AccountEvent> Closing => Ledger.Domain.Accounts.Account.Decider.Closing!;

    [Fact]
    public void A_closing_carries_the_whole_state_forward()
    {
        var state = new OpenedAccount(Id, Euro, "owner-1", Amount("50.00"), Amount("-12.34"));

        var closing = Closing.Close(state);

        closing.Should().Be(new BooksClosed(AccountState.Version, Id, Euro, "owner-1", Amount("50.00"), Amount("-12.34")));
        Closing.CarriedForward(closing!).Should().Be(state);
    }

    [Fact]
    public void What_is_open_is_carried_forward_with_it()
    {
        var state = Account(1000) with
        {
            Standing = Standing.Frozen,
            Held = Amount("3.00"),
            Holds = OpenItems.Of([new OpenHold(Transaction, Amount("1.00"), null), new OpenHold(Guid.Empty, Amount("2.00"), DateTimeOffset.UnixEpoch)]),
            Transfers = OpenItems.Of([new TransferInFlight(Transaction, "bob", Amount("3.00"), null, null)]),
            Pending = OpenItems.Of([new PendingTransaction(Transaction, SubmittedType.Deposit, Amount("4.00"), null, null)]),
        };

        Closing.CarriedForward(Closing.Close(state)!).Should().Be(state);
    }

    [Fact]
    public void A_closing_of_the_first_version_knows_of_nothing_open() =>
        Closing.CarriedForward(new BooksClosed(1, Id, Euro, null, Amount("0.00"), Amount("12.34"))).Should().Be(Account(1234));

    [Fact]
    public void A_closing_with_all_that_may_be_open_fits_an_append()
    {
        var state = Account(1000) with
        {
            Pending = OpenItems.Of(Enumerable.Range(0, OpenedAccount.MaxOpenItems).Select(_ => new PendingTransaction(
                Transaction, SubmittedType.Withdrawal, new(long.MinValue, Euro), DateTimeOffset.MaxValue,
                new(new(long.MinValue, Euro), new string('9', 40), DateOnly.MaxValue, new string('s', 60))))),
        };

        var size = StoredEvents.Serialize(Closing.Close(state)!).Event.Data.Length;

        size.Should().BeLessThan(Closing.MaxSize(state)).And.BeLessThan(Ledger.EventStore.Port.IEventStore.MaxAppendSize - (64 * 1024));
    }

    [Fact]
    public void A_closing_changes_nothing()
    {
        var state = Account(1234, 500);

        Ledger.Domain.Accounts.Account.Decider.Evolve(state, Closing.Close(state)!).Should().Be(state);
    }

    [Fact]
    public void A_closing_of_another_version_is_passed_over()
    {
        var closing = (BooksClosed)Closing.Close(Account(1234))!;

        Closing.CarriedForward(closing with { StateVersion = AccountState.Version + 1 }).Should().BeNull();
    }

    [Fact]
    public void Any_other_event_carries_nothing_forward() => Closing.CarriedForward(Deposited("1.00", "1.00")).Should().BeNull();

    [Fact]
    public void An_account_that_was_not_opened_has_no_books_to_close() => Closing.Close(UnopenedAccount.Instance).Should().BeNull();
}
