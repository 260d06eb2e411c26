using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>What an account answers to a command.</summary>
internal static class AccountDecisions
{
    public static Decision<AccountEvent> Decide(AccountCommand command, AccountState state) => (command, state) switch
    {
        (OpenAccount c, UnopenedAccount) => Open(c),
        (OpenAccount c, OpenedAccount account) => OpenAgain(c, account),
        (_, UnopenedAccount) => Reject(new AccountNotFound()),
        (DepositFunds c, OpenedAccount account) => Deposit(c, account),
        (WithdrawFunds c, OpenedAccount account) => Withdraw(c, account),
        _ => throw new InvalidOperationException($"{command.GetType().Name} is no order to an account."),
    };

    private static Decision<AccountEvent>.Accepted Open(OpenAccount command) =>
        // The edge lets only limits through that make sense, with a message for the client; here it guards the history.
        ReferenceEquals(command.OverdraftLimit.Currency, command.Currency)
        && command.OverdraftLimit.MinorUnits is >= 0 and <= OpenedAccount.MaxOverdraftLimit
            ? Accept(new AccountOpened(command.AccountId, command.Currency, command.OwnerId, command.OverdraftLimit))
            : throw new ArgumentOutOfRangeException(nameof(command), "An overdraft limit is zero or more, in the account's currency.");

    private static Decision<AccountEvent> OpenAgain(OpenAccount command, OpenedAccount account)
    {
        var differs = !ReferenceEquals(command.Currency, account.Currency) ? "currency"
            : command.OwnerId != account.OwnerId ? "ownerId"
            : command.OverdraftLimit != account.OverdraftLimit ? "overdraftLimit"
            : null;
        return differs is null ? Accept() : Reject(new AccountExists(differs));
    }

    private static Decision<AccountEvent> Deposit(DepositFunds command, OpenedAccount account) =>
        Refusal(command.Amount, account)
        ?? (WithinLimit(account.Balance.MinorUnits + (Int128)command.Amount.MinorUnits)
            ? Accept(new FundsDeposited(
                command.TransactionId, command.Amount, account.Balance + command.Amount, command.EffectiveAt, Plain(command.Details)))
            : OverLimit(account));

    private static Decision<AccountEvent> Withdraw(WithdrawFunds command, OpenedAccount account) =>
        Refusal(command.Amount, account)
        ?? (command.Amount > account.Available
            ? Accept(new WithdrawalDeclined(
                command.TransactionId, command.Amount, account.Balance, account.Available, command.EffectiveAt, Plain(command.Details)))
            : WithinLimit(account.Balance.MinorUnits - (Int128)command.Amount.MinorUnits)
                ? Accept(new FundsWithdrawn(
                    command.TransactionId, command.Amount, account.Balance - command.Amount, command.EffectiveAt, Plain(command.Details)))
                : OverLimit(account));

    private static Decision<AccountEvent>? Refusal(Money amount, OpenedAccount account) =>
        !ReferenceEquals(amount.Currency, account.Currency) ? Reject(new CurrencyMismatch(account.Currency, amount.Currency))
        // The edge lets only amounts above zero through, with a message for the client; here it guards the history.
        : amount.MinorUnits <= 0 ? throw new ArgumentOutOfRangeException(nameof(amount), "An amount that moves is more than zero.")
        : null;

    private static bool WithinLimit(Int128 balance) => balance >= -OpenedAccount.BalanceLimit && balance <= OpenedAccount.BalanceLimit;

    private static Decision<AccountEvent> OverLimit(OpenedAccount account) =>
        Reject(new BalanceLimitExceeded(account.Balance, new Money(OpenedAccount.BalanceLimit, account.Currency)));

    private static Personal<TransactionDetails> Plain(TransactionDetails details) => new(null, details);

    private static Decision<AccountEvent>.Accepted Accept(params IReadOnlyList<AccountEvent> events) => new Decision<AccountEvent>.Accepted(events);

    private static Decision<AccountEvent>.Rejected Reject(Rejection rejection) => new Decision<AccountEvent>.Rejected(rejection);
}
