namespace Ledger.EventStore.Mailboxes;

/// <summary>A command on its way to a mailbox.</summary>
/// <param name="Command">What is asked.</param>
/// <param name="CorrelationId">The request that it came with.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="TransactionId">The transaction that it would make, where it would make one.</param>
/// <param name="CommandHash">
/// The keyed hash of the normalised command where the client gave a key: then what was recorded for the transaction id is answered
/// again. <see langword="null"/> for an order that is new by itself.
/// </param>
/// <param name="Claim">What it takes that can be taken only once in the stream; see <see cref="TransactionKeys.ClaimOf"/>.</param>
/// <param name="IfRevision">The revision at which it is to be carried out, and at no other; <see langword="null"/> for any.</param>
/// <param name="Unless">What must not have been taken in the stream: where it was, the order is answered as if it had wanted to take it.</param>
public sealed record Order<TCommand>(
    TCommand Command, string CorrelationId, string Actor, Guid? TransactionId = null, string? CommandHash = null,
    Guid? Claim = null, long? IfRevision = null, Guid? Unless = null)
{
    /// <summary>A step of a process that is under way already: it is never turned away because too many orders wait.</summary>
    public bool IsStep { get; init; }
}
