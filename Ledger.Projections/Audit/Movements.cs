using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>What events do to balances, in minor units.</summary>
internal static class Movements
{
    /// <summary>What an event adds to the balance of its account.</summary>
    public static Int128 ChangeOf(object happened) => happened switch
    {
        FundsDeposited or ReversalCredited or TransferReceived or TransferReturned => ((TransactionEvent)happened).Amount.MinorUnits,
        FundsWithdrawn or ReversalDebited or HoldCaptured or TransferSent => -(Int128)((TransactionEvent)happened).Amount.MinorUnits,
        _ => 0,
    };

    /// <summary>Whether the money goes from one account of the ledger to another.</summary>
    public static bool IsWithin(object happened) => happened is TransferSent or TransferReceived or TransferReturned;
}
