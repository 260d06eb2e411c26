using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Transactions;

/// <summary>How transactions are spoken of outside, in read models and answers alike.</summary>
public static class TransactionWords
{
    public const string Deposit = "deposit";
    public const string Withdrawal = "withdrawal";
    public const string Posted = "posted";
    public const string Declined = "declined";
    public const string InsufficientFunds = "insufficient-funds";

    public static string TypeOf(TransactionEvent e) => e switch
    {
        FundsDeposited => Deposit,
        FundsWithdrawn or WithdrawalDeclined => Withdrawal,
        _ => throw Unknown(e),
    };

    public static string StatusOf(TransactionEvent e) => e is WithdrawalDeclined ? Declined : Posted;

    public static string? DeclineReasonOf(TransactionEvent e) => e is WithdrawalDeclined ? InsufficientFunds : null;

    /// <summary>The balance after the transaction; for one that was refused, the balance it saw.</summary>
    public static Money BalanceAfter(TransactionEvent e) => e switch
    {
        FundsDeposited deposited => deposited.BalanceAfter,
        FundsWithdrawn withdrawn => withdrawn.BalanceAfter,
        WithdrawalDeclined declined => declined.Balance,
        _ => throw Unknown(e),
    };

    private static InvalidOperationException Unknown(TransactionEvent e) => new($"{e.GetType().Name} is no transaction that is known here.");
}
