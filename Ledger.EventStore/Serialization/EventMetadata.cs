using System.Runtime.InteropServices;

namespace Ledger.EventStore.Serialization;

/// <summary>What is known of every event beside what happened.</summary>
/// <param name="CorrelationId">The same for everything that one request led to.</param>
/// <param name="CausationId">What led to this event directly.</param>
/// <param name="Actor">Who ordered it.</param>
/// <param name="RecordedAt">UTC, whole microseconds; never before that of the event before it in the stream.</param>
/// <param name="TransactionId">The transaction that the event belongs to, where it belongs to one.</param>
/// <param name="CommandHash">The keyed hash of the normalised command, where the client gave a key.</param>
/// <param name="Claim">What can be taken only once in the stream and is taken by this event, as an id.</param>
public sealed record EventMetadata(
    string CorrelationId, string CausationId, string Actor, DateTimeOffset RecordedAt, Guid? TransactionId, string? CommandHash, Guid? Claim = null)
{
    /// <summary>
    /// The transaction id where the event answers a command that may be sent again, under an id that follows from a name. No other id is
    /// ever looked up.
    /// </summary>
    public Guid? RepeatableId => TransactionId is { Version: 5 } id && CommandHash is not null ? id : null;
}

/// <summary>
/// What of <see cref="EventMetadata"/> tells two events with the same data apart, without its texts: when it was recorded, for which
/// transaction, whether with a hash of its command, and what it claims. For whoever reads a great many.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventFacts(DateTimeOffset RecordedAt, Guid? TransactionId, bool HasCommandHash, Guid? Claim);

/// <summary>As <see cref="StoredMetadata"/>, with no more than the facts.</summary>
public readonly record struct StoredFacts(EventFacts Values, Chain Chain, ReadOnlyMemory<byte> Covered);

/// <summary>Metadata as it was read: with the chain, and the bytes that the chain covers.</summary>
public readonly record struct StoredMetadata(EventMetadata Values, Chain Chain, ReadOnlyMemory<byte> Covered);
