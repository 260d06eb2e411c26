using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>What an event takes back.</summary>
/// <param name="Of">The transaction that is taken back, of the same account.</param>
/// <param name="By">The transaction that does it.</param>
/// <param name="Side">What the other must have been, as <see cref="TransactionRowHash.SideOf"/> has it.</param>
internal sealed record ReversalFact(Guid Of, Guid By, Money Amount, string Side)
{
    /// <summary><see langword="null"/> where the event takes nothing back.</summary>
    public static ReversalFact? TakenBackBy(object happened) => happened switch
    {
        ReversalCredited e => new(e.ReversalOf, e.TransactionId, e.Amount, "withdrawal"),
        ReversalDebited e => new(e.ReversalOf, e.TransactionId, e.Amount, "deposit"),
        TransferSent { ReversalOf: { } of } e => new(of, e.TransactionId, e.Amount, "transfer-in"),
        TransferReceived { ReversalOf: { } of } e => new(of, e.TransactionId, e.Amount, "transfer-out"),
        TransferReturned e => new(e.TransferId, e.TransactionId, e.Amount, "transfer-out"),
        _ => null,
    };

    /// <summary>What was taken back and is not any more, since the transfer that was to do it came back.</summary>
    public static ReversalFact? StandsAgain(object happened) =>
        happened is TransferReturned { ReversalOf: { } of } e ? new(of, e.TransferId, e.Amount, "transfer-in") : null;
}
