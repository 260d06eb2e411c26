using Ledger.Domain.Kernel;
using static Ledger.Domain.Accounts.Answers;

namespace Ledger.Domain.Accounts;

/// <summary>Deposits, withdrawals, what is submitted, and what takes them back.</summary>
internal static class MovingDecisions
{
    public static Decision<AccountEvent> Deposit(DepositFunds c, OpenedAccount account) =>
        AgainstCredit(c.Amount, account, c.Unconvertible) is { } against
            ? Reject(against)
            : Accept(new FundsDeposited(c.TransactionId, c.Amount, account.Balance + c.Amount, c.EffectiveAt, Plain(c.Details)) { Conversion = c.Conversion });

    public static Decision<AccountEvent> Withdraw(WithdrawFunds c, OpenedAccount account) => Debit(
        c.Amount,
        account,
        () => new FundsWithdrawn(c.TransactionId, c.Amount, account.Balance - c.Amount, c.EffectiveAt, Plain(c.Details)) { Conversion = c.Conversion },
        () => new WithdrawalDeclined(c.TransactionId, c.Amount, account.Balance, account.Available, c.EffectiveAt, Plain(c.Details)) { Conversion = c.Conversion },
        c.Unconvertible);

    public static Decision<AccountEvent> Submit(SubmitTransaction c, OpenedAccount account) =>
        // Whether the account is frozen and has the money is asked when it is decided.
        (AgainstMoving(c.Amount, account, isDebit: false, c.Unconvertible) ?? AgainstOpening(account)) is { } against
            ? Reject(against)
            : Accept(new TransactionSubmitted(c.TransactionId, c.Type, c.Amount, account.Balance, c.EffectiveAt, Plain(c.Details)) { Conversion = c.Conversion });

    public static Decision<AccountEvent> Reverse(ReverseTransaction c, OpenedAccount account) =>
        c.IsDebit
            ? Debit(
                c.Amount,
                account,
                () => new ReversalDebited(c.TransactionId, c.ReversalOf, c.Amount, account.Balance - c.Amount, null, Plain(c.Details)) { Conversion = c.Conversion },
                () => new ReversalDeclined(c.TransactionId, c.ReversalOf, c.Amount, account.Balance, account.Available, null, Plain(c.Details)) { Conversion = c.Conversion })
            : AgainstCredit(c.Amount, account) is { } against
                ? Reject(against)
                : Accept(new ReversalCredited(c.TransactionId, c.ReversalOf, c.Amount, account.Balance + c.Amount, null, Plain(c.Details)) { Conversion = c.Conversion });
}
