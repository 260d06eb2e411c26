using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>What the decisions of accounts have in common.</summary>
internal static class Answers
{
    public static Decision<AccountEvent> Accept(params IReadOnlyList<AccountEvent> events) => new Decision<AccountEvent>.Accepted(events);

    public static Decision<AccountEvent> Reject(Rejection rejection) => new Decision<AccountEvent>.Rejected(rejection);

    public static Personal<T> Plain<T>(T value) => new(null, value);

    /// <summary>What stands against any movement of an amount; <see langword="null"/> where nothing does.</summary>
    /// <param name="isDebit">Whether money leaves the account by it, or is set aside.</param>
    /// <param name="unconvertible">That it cannot be converted, where it has to be. What the account itself has against it comes first.</param>
    public static Rejection? AgainstMoving(Money amount, OpenedAccount account, bool isDebit, RateUnavailable? unconvertible = null) =>
        account.Standing == Standing.Closed ? new AccountIsClosed()
        : !ReferenceEquals(amount.Currency, account.Currency) ? new CurrencyMismatch(account.Currency, amount.Currency)
        // The edge lets only amounts above zero through, with a message for the client; here it guards the history.
        : amount.MinorUnits <= 0 ? throw new ArgumentOutOfRangeException(nameof(amount), "An amount that moves is more than zero.")
        : isDebit && account.Standing == Standing.Frozen ? new AccountIsFrozen()
        : unconvertible;

    /// <summary>What stands against a credit, which needs no funds.</summary>
    public static Rejection? AgainstCredit(Money amount, OpenedAccount account, RateUnavailable? unconvertible = null) =>
        AgainstMoving(amount, account, isDebit: false, unconvertible) ?? AgainstBalance(account.Balance.MinorUnits + (Int128)amount.MinorUnits, account);

    /// <summary>A debit as far as funds are there: what stands against it, or the event of a debit or of a refusal for lack of funds.</summary>
    public static Decision<AccountEvent> Debit(
        Money amount, OpenedAccount account, Func<AccountEvent> debited, Func<AccountEvent> declined, RateUnavailable? unconvertible = null) =>
        AgainstMoving(amount, account, isDebit: true, unconvertible) is { } against ? Reject(against)
        : amount > account.Available ? Accept(declined())
        : AgainstBalance(account.Balance.MinorUnits - (Int128)amount.MinorUnits, account) is { } limit ? Reject(limit)
        : Accept(debited());

    public static Rejection? AgainstOpening(OpenedAccount account) =>
        account.OpenCount < OpenedAccount.MaxOpenItems ? null : new TooManyOpen(OpenedAccount.MaxOpenItems);

    private static BalanceLimitExceeded? AgainstBalance(Int128 balance, OpenedAccount account) =>
        balance >= -OpenedAccount.BalanceLimit && balance <= OpenedAccount.BalanceLimit
            ? null
            : new BalanceLimitExceeded(account.Balance, new Money(OpenedAccount.BalanceLimit, account.Currency));
}
