using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Tests.Support;

/// <summary>Words for the tests of accounts. Amounts are in euros where no currency is said.</summary>
internal static class AccountStory
{
    public const string Id = "alice";

    public static readonly Guid Transaction = new("018f3c1e-0000-7000-8000-000000000001");

    public static readonly Currency Euro = Currency.Parse("EUR");

    /// <summary>An amount as people write it: <c>10.00</c>, or with a code, <c>500 JPY</c>.</summary>
    public static Money Amount(string text) => MoneyText.Parse(text.Contains(' ', StringComparison.Ordinal) ? text : text + " EUR");

    public static OpenAccount Open(string currency = "EUR", string? owner = null, string overdraft = "0.00") =>
        new(Id, Currency.Parse(currency), owner, Amount(overdraft));

    public static AccountOpened Opened(string currency = "EUR", string? owner = null, string overdraft = "0.00") =>
        new(Id, Currency.Parse(currency), owner, Amount(overdraft));

    public static DepositFunds Deposit(Money amount) => new(Transaction, amount, null, new("rent"));

    public static DepositFunds Deposit(string amount) => Deposit(Amount(amount));

    public static WithdrawFunds Withdraw(Money amount) => new(Transaction, amount, null, new("rent"));

    public static WithdrawFunds Withdraw(string amount) => Withdraw(Amount(amount));

    public static FundsDeposited Deposited(string amount, string balance) =>
        new(Transaction, Amount(amount), Amount(balance), null, Rent);

    public static FundsWithdrawn Withdrawn(string amount, string balance) =>
        new(Transaction, Amount(amount), Amount(balance), null, Rent);

    public static WithdrawalDeclined Declined(string amount, string balance, string available) =>
        new(Transaction, Amount(amount), Amount(balance), Amount(available), null, Rent);

    /// <summary>An open account with a balance and an overdraft limit in minor units.</summary>
    public static OpenedAccount Account(long balance, long overdraft = 0) =>
        new(Id, Euro, null, new(overdraft, Euro), new(balance, Euro));

    private static Personal<TransactionDetails> Rent { get; } = new(null, new("rent"));
}
