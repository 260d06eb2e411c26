using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Transactions;

/// <summary>How transactions are spoken of outside, in read models and answers alike.</summary>
public static class TransactionWords
{
    public const string Deposit = "deposit";
    public const string Withdrawal = "withdrawal";
    public const string TransferIn = "transfer-in";
    public const string TransferOut = "transfer-out";
    public const string Capture = "capture";
    public const string ReversalIn = "reversal-in";
    public const string ReversalOut = "reversal-out";

    public const string Pending = "pending";
    public const string Posted = "posted";
    public const string Declined = "declined";
    public const string Reversed = "reversed";

    public static IReadOnlyList<string> Types { get; } = [Deposit, Withdrawal, TransferIn, TransferOut, Capture, ReversalIn, ReversalOut];

    public static IReadOnlyList<string> Statuses { get; } = [Pending, Posted, Declined, Reversed];

    /// <summary>Whether a transaction of this type brings money to its account.</summary>
    public static bool IsCredit(string type) => type is Deposit or TransferIn or ReversalIn;

    public static string TypeOf(TransactionEvent e) => e switch
    {
        FundsDeposited => Deposit,
        FundsWithdrawn or WithdrawalDeclined => Withdrawal,
        TransactionSubmitted submitted => TypeOf(submitted.Type),
        SubmissionDeclined declined => TypeOf(declined.Type),
        ReversalCredited or TransferReturned => ReversalIn,
        ReversalDebited or ReversalDeclined => ReversalOut,
        HoldCaptured => Capture,
        TransferSent sent => sent.ReversalOf is null ? TransferOut : ReversalOut,
        TransferDeclined declined => declined.ReversalOf is null ? TransferOut : ReversalOut,
        TransferReceived received => received.ReversalOf is null ? TransferIn : ReversalIn,
        TransferRefused refused => refused.ReversalOf is null ? TransferIn : ReversalIn,
        _ => throw Unknown(e),
    };

    public static string StatusOf(TransactionEvent e) => e is TransactionSubmitted ? Pending : Account.IsRefusal(e) ? Declined : Posted;

    /// <summary>1 where it brought its amount to the account, −1 where it took it, 0 where it moved nothing.</summary>
    public static int SignOf(TransactionEvent e) => StatusOf(e) != Posted ? 0 : IsCredit(TypeOf(e)) ? 1 : -1;

    /// <summary>The balance after the transaction; for one that moved nothing, the balance it saw.</summary>
    public static Money BalanceAfter(TransactionEvent e) => e switch
    {
        FundsDeposited deposited => deposited.BalanceAfter,
        FundsWithdrawn withdrawn => withdrawn.BalanceAfter,
        WithdrawalDeclined declined => declined.Balance,
        TransactionSubmitted submitted => submitted.Balance,
        SubmissionDeclined declined => declined.Balance,
        ReversalCredited credited => credited.BalanceAfter,
        ReversalDebited debited => debited.BalanceAfter,
        ReversalDeclined declined => declined.Balance,
        HoldCaptured captured => captured.BalanceAfter,
        TransferSent sent => sent.BalanceAfter,
        TransferDeclined declined => declined.Balance,
        TransferReceived received => received.BalanceAfter,
        TransferRefused refused => refused.Balance,
        TransferReturned returned => returned.BalanceAfter,
        _ => throw Unknown(e),
    };

    /// <summary>The transfer that it is a leg of.</summary>
    public static Guid? TransferOf(TransactionEvent e) => e switch
    {
        TransferSent sent => sent.TransactionId,
        TransferDeclined declined => declined.TransactionId,
        TransferReceived received => received.TransferId,
        TransferRefused refused => refused.TransferId,
        TransferReturned returned => returned.TransferId,
        _ => null,
    };

    public static Guid? HoldOf(TransactionEvent e) => e is HoldCaptured captured ? captured.HoldId : null;

    /// <summary>The transaction of the same account that it takes back, or was to take back.</summary>
    public static Guid? ReversalOf(TransactionEvent e) => e switch
    {
        ReversalCredited credited => credited.ReversalOf,
        ReversalDebited debited => debited.ReversalOf,
        ReversalDeclined declined => declined.ReversalOf,
        TransferSent sent => sent.ReversalOf,
        TransferDeclined declined => declined.ReversalOf,
        TransferReceived received => received.ReversalOf,
        TransferRefused refused => refused.ReversalOf,
        TransferReturned returned => returned.TransferId,
        _ => null,
    };

    /// <summary>Whether what was said about it stands in an earlier event, its submission.</summary>
    public static bool WasSubmitted(TransactionEvent e) =>
        e is SubmissionDeclined or FundsDeposited { Submitted: true } or FundsWithdrawn { Submitted: true };

    private static string TypeOf(SubmittedType type) => type == SubmittedType.Deposit ? Deposit : Withdrawal;

    private static InvalidOperationException Unknown(TransactionEvent e) => new($"{e.GetType().Name} is no transaction that is known here.");
}
