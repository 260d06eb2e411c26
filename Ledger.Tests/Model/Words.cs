using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Tests.Model;

/// <summary>What a client is told, in the words of the model.</summary>
internal static class Words
{
    public static string Of(Outcome<AccountEvent> outcome) => outcome switch
    {
        Outcome<AccountEvent>.Committed committed => Of(committed.Events[0].Event),
        Outcome<AccountEvent>.Unchanged => "done",
        Outcome<AccountEvent>.Rejected rejected => $"rejected {rejected.Reason.GetType().Name}",
        Outcome<AccountEvent>.KeyReused => "key reused",
        Outcome<AccountEvent>.Claimed => "claimed",
        Outcome<AccountEvent>.RevisionDiffers => "other revision",
        _ => outcome.GetType().Name,
    };

    public static string Of(AccountEvent happened) => happened switch
    {
        FundsDeposited e => $"posted {e.BalanceAfter.MinorUnits}",
        FundsWithdrawn e => $"posted {e.BalanceAfter.MinorUnits}",
        ReversalCredited e => $"posted {e.BalanceAfter.MinorUnits}",
        ReversalDebited e => $"posted {e.BalanceAfter.MinorUnits}",
        WithdrawalDeclined e => $"declined {e.Available.MinorUnits}",
        ReversalDeclined e => $"declined {e.Available.MinorUnits}",
        HoldDeclined e => $"declined {e.Available.MinorUnits}",
        TransferDeclined e => $"declined {e.Available.MinorUnits}",
        SubmissionDeclined e => $"declined {e.Reason}",
        TransactionSubmitted => "pending",
        HoldPlaced e => $"held {e.HeldAfter.MinorUnits}",
        HoldCaptured e => $"captured {e.BalanceAfter.MinorUnits} {e.HeldAfter.MinorUnits}",
        HoldReleased e => $"held {e.HeldAfter.MinorUnits}",
        TransferSent e => $"sent {e.BalanceAfter.MinorUnits}",
        TransferReceived e => $"arrived {e.BalanceAfter.MinorUnits}",
        TransferRefused e => $"refused {e.Reason}",
        AccountOpened or AccountFrozen or AccountUnfrozen or AccountClosed or TransferSettled => "done",
        _ => throw new InvalidOperationException($"Nobody is answered {happened.GetType().Name}."),
    };
}
