using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>What a transaction is called in its row, said once more on the audit's own.</summary>
internal static class TransactionTerms
{
    public static string TypeOf(TransactionEvent e) => e switch
    {
        FundsDeposited or TransactionSubmitted { Type: SubmittedType.Deposit } or SubmissionDeclined { Type: SubmittedType.Deposit } => "deposit",
        FundsWithdrawn or WithdrawalDeclined or TransactionSubmitted or SubmissionDeclined => "withdrawal",
        HoldCaptured => "capture",
        TransferSent { ReversalOf: null } or TransferDeclined { ReversalOf: null } => "transfer-out",
        TransferReceived { ReversalOf: null } or TransferRefused { ReversalOf: null } => "transfer-in",
        TransferReturned or ReversalCredited or TransferReceived or TransferRefused => "reversal-in",
        _ => "reversal-out",
    };

    public static string StatusOf(TransactionEvent e) => e switch
    {
        TransactionSubmitted => "pending",
        WithdrawalDeclined or SubmissionDeclined or ReversalDeclined or TransferDeclined or TransferRefused => "declined",
        _ => "posted",
    };

    public static string? DeclineReasonOf(TransactionEvent e) => e switch
    {
        WithdrawalDeclined or ReversalDeclined or TransferDeclined => "insufficient-funds",
        SubmissionDeclined declined => declined.Reason,
        TransferRefused refused => refused.Reason,
        _ => null,
    };

    public static Guid? TransferOf(TransactionEvent e) => e switch
    {
        TransferSent or TransferDeclined => e.TransactionId,
        TransferReceived received => received.TransferId,
        TransferRefused refused => refused.TransferId,
        TransferReturned returned => returned.TransferId,
        _ => null,
    };

    /// <summary>What it takes back or was to take back.</summary>
    public static Guid? ReversalOf(TransactionEvent e) => e switch
    {
        ReversalDeclined declined => declined.ReversalOf,
        TransferDeclined declined => declined.ReversalOf,
        TransferRefused refused => refused.ReversalOf,
        _ => ReversalFact.TakenBackBy(e)?.Of,
    };
}
