using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
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
