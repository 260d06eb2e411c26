namespace Ledger.EventStore.Serialization;

/// <summary>What is known of every event beside what happened.</summary>
/// <param name="CorrelationId">The same for everything that one request led to.</param>
/// <param name="CausationId">What led to this event directly.</param>
/// <param name="Actor">Who ordered it.</param>
/// <param name="RecordedAt">UTC, whole microseconds; never before that of the event before it in the stream.</param>
/// <param name="TransactionId">The transaction that the event belongs to, where it belongs to one.</param>
/// <param name="CommandHash">The keyed hash of the normalised command, where the client gave a key.</param>
public sealed record EventMetadata(
    string CorrelationId, string CausationId, string Actor, DateTimeOffset RecordedAt, Guid? TransactionId, string? CommandHash);

/// <summary>Metadata as it was read: with the chain, and the bytes that the chain covers.</summary>
public readonly record struct StoredMetadata(EventMetadata Values, Chain Chain, ReadOnlyMemory<byte> Covered);
