using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Tests.Support;
using static Ledger.Tests.Support.AccountStory;

namespace Ledger.Tests.Domain;

public sealed class MovingMoneyTests
{
    private const long Limit = OpenedAccount.BalanceLimit;

    private static Spec<AccountCommand, AccountState, AccountEvent> AnAccount => Spec.For(Ledger.Domain.Accounts.Account.Decider);

    [Fact]
    public void A_deposit_adds_to_the_balance() => AnAccount
        .Given(Opened(), Deposited("10.00", "10.00"))
        .When(Deposit("2.50"))
        .Then(Deposited("2.50", "12.50"));

    [Fact]
    public void A_deposit_keeps_when_it_counts_and_what_was_said_of_it()
    {
        var past = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var details = new TransactionDetails("Rent", "R-1", "{\"a\":1}");

        AnAccount.Given(Opened())
            .When(new DepositFunds(Transaction, Amount("1.00"), past, details))
            .Then(new FundsDeposited(Transaction, Amount("1.00"), Amount("1.00"), past, new(null, details)));
    }

    [Theory]
    [InlineData("500 JPY", "JPY")]
    [InlineData("5.000 KWD", "KWD")]
    public void An_amount_in_another_currency_is_refused(string amount, string asked)
    {
        var because = new CurrencyMismatch(Euro, Currency.Parse(asked));

        AnAccount.Given(Opened()).When(Deposit(amount)).ThenRejected(because);
        AnAccount.Given(Opened()).When(Withdraw(amount)).ThenRejected(because);
    }

    [Theory]
    [InlineData("0.00")]
    [InlineData("-0.01")]
    public void An_amount_that_is_not_more_than_zero_never_reaches_an_account(string amount)
    {
        AnAccount.Given(Opened()).When(Deposit(amount)).ThenThrows<ArgumentOutOfRangeException>();
        AnAccount.Given(Opened()).When(Withdraw(amount)).ThenThrows<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_withdrawal_takes_from_the_balance() => AnAccount
        .Given(Opened(), Deposited("10.00", "10.00"))
        .When(Withdraw("2.50"))
        .Then(Withdrawn("2.50", "7.50"));

    [Fact]
    public void The_whole_balance_can_be_withdrawn() => AnAccount
        .Given(Opened(), Deposited("10.00", "10.00"))
        .When(Withdraw("10.00"))
        .Then(Withdrawn("10.00", "0.00"));

    [Fact]
    public void A_withdrawal_beyond_the_available_balance_is_declined() => AnAccount
        .Given(Opened(), Deposited("10.00", "10.00"))
        .When(Withdraw("10.01"))
        .Then(Declined("10.01", balance: "10.00", available: "10.00"));

    [Theory]
    [InlineData("59.99", "-49.99")]
    [InlineData("60.00", "-50.00")]
    public void A_withdrawal_may_go_as_far_as_the_overdraft_limit(string amount, string balance) => AnAccount
        .Given(Opened(overdraft: "50.00"), Deposited("10.00", "10.00"))
        .When(Withdraw(amount))
        .Then(Withdrawn(amount, balance));

    [Fact]
    public void A_withdrawal_beyond_the_overdraft_limit_is_declined_with_what_it_saw() => AnAccount
        .Given(Opened(overdraft: "50.00"), Deposited("10.00", "10.00"), Withdrawn("15.00", "-5.00"))
        .When(Withdraw("45.01"))
        .Then(Declined("45.01", balance: "-5.00", available: "45.00"));

    [Fact]
    public void A_declined_withdrawal_moves_nothing() => AnAccount
        .Given(Opened(), Deposited("10.00", "10.00"), Declined("99.00", "10.00", "10.00"))
        .When(Withdraw("10.00"))
        .Then(Withdrawn("10.00", "0.00"));

    [Fact]
    public void A_deposit_may_reach_the_balance_limit_and_not_pass_it()
    {
        var limit = new Money(Limit, Euro);
        AnAccount.GivenState(Account(Limit - 1)).When(Deposit("0.01"))
            .Then(new FundsDeposited(Transaction, Amount("0.01"), limit, null, new(null, new("rent"))));
        AnAccount.GivenState(Account(Limit)).When(Deposit("0.01")).ThenRejected(new BalanceLimitExceeded(limit, limit));
        AnAccount.GivenState(Account(1)).When(Deposit(new Money(long.MaxValue, Euro))).ThenRejected(new BalanceLimitExceeded(Amount("0.01"), limit));
    }

    [Fact]
    public void A_withdrawal_may_reach_the_balance_limit_below_zero_and_not_pass_it()
    {
        var limit = new Money(Limit, Euro);
        AnAccount.GivenState(Account(1 - Limit, long.MaxValue)).When(Withdraw("0.01"))
            .Then(new FundsWithdrawn(Transaction, Amount("0.01"), -limit, null, new(null, new("rent"))));
        AnAccount.GivenState(Account(-Limit, long.MaxValue)).When(Withdraw("0.01")).ThenRejected(new BalanceLimitExceeded(-limit, limit));
    }
}
