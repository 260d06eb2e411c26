using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

public sealed class OpeningTests
{
    [Fact]
    public void An_account_is_opened_with_what_was_asked_for() => Spec.For(Ledger.Domain.Accounts.Account.Decider)
        .When(Open("EUR", "owner-1", "50.00"))
        .Then(Opened("EUR", "owner-1", "50.00"));

    [Fact]
    public void An_account_that_is_opened_the_same_way_again_is_open_already() => Spec.For(Ledger.Domain.Accounts.Account.Decider)
        .Given(Opened("EUR", "owner-1", "50.00"), Deposited("10.00", "10.00"))
        .When(Open("EUR", "owner-1", "50.00"))
        .ThenNothing();

    [Theory]
    [InlineData("JPY", "owner-1", "50 JPY", "currency")]
    [InlineData("EUR", "owner-2", "50.00", "ownerId")]
    [InlineData("EUR", null, "50.00", "ownerId")]
    [InlineData("EUR", "owner-1", "50.01", "overdraftLimit")]
    public void An_account_that_was_opened_otherwise_exists(string currency, string? owner, string overdraft, string differs) =>
        Spec.For(Ledger.Domain.Accounts.Account.Decider)
            .Given(Opened("EUR", "owner-1", "50.00"))
            .When(Open(currency, owner, overdraft))
            .ThenRejected(new AccountExists(differs));

    [Fact]
    public void An_account_that_was_not_opened_takes_no_deposit() =>
        Spec.For(Ledger.Domain.Accounts.Account.Decider).When(Deposit("1.00")).ThenRejected(new AccountNotFound());

    [Fact]
    public void An_account_that_was_not_opened_gives_nothing() =>
        Spec.For(Ledger.Domain.Accounts.Account.Decider).When(Withdraw("1.00")).ThenRejected(new AccountNotFound());

    [Fact]
    public void The_stream_of_an_account_is_named_after_its_id() =>
        Ledger.Domain.Accounts.Account.StreamOf("alice").Should().Be("account-alice");

    [Fact]
    public void History_that_contradicts_itself_is_not_folded()
    {
        var decider = Ledger.Domain.Accounts.Account.Decider;

        FluentActions.Invoking(() => decider.Evolve(decider.Initial, Deposited("1.00", "1.00"))).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => decider.Evolve(Account(0), Opened())).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => decider.Evolve(Account(0), Deposited("500 JPY", "500 JPY"))).Should().Throw<MixedCurrenciesException>();
    }
}
