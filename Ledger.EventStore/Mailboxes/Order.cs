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
public sealed record Order<TCommand>(
    TCommand Command, string CorrelationId, string Actor, Guid? TransactionId = null, string? CommandHash = null);
