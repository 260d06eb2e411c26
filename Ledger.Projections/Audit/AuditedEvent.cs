using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Projections.Audit;

/// <summary>A stored event, read as far as it can be. What cannot be read is a finding, and the rest is looked at all the same.</summary>
/// <param name="Metadata"><see langword="null"/> where it cannot be read.</param>
/// <param name="Happened"><see langword="null"/> where it cannot be read.</param>
internal sealed record AuditedEvent(RecordedEvent Recorded, StoredFacts? Metadata, object? Happened)
{
    private const int ChainDigits = 64;

    public (ReadOnlyMemory<byte> Covered, Chain Chain)? Link => Metadata is { } read ? (read.Covered, read.Chain) : null;

    public static AuditedEvent Read(RecordedEvent recorded, EventSerializer serializer, FindingList findings)
    {
        StoredFacts? metadata = null;
        object? happened = null;
        try
        {
            metadata = EventSerializer.ReadFacts(recorded);
            happened = serializer.Deserialize(recorded);
        }
        catch (UnreadableEventException fault)
        {
            findings.Add(FindingKinds.EventUnreadable, recorded.Stream.Value, recorded.Revision, fault.Message);
        }

        // Digits of the chain in capitals are the same value, but not the bytes that were written.
        if (metadata is not null && recorded.Metadata.Span[^(ChainDigits + 2)..].IndexOfAnyInRange((byte)'A', (byte)'F') >= 0)
        {
            findings.Add(FindingKinds.EventChanged, recorded.Stream.Value, recorded.Revision, "Its chain value is not written as it was.");
        }

        return new(recorded, metadata, happened);
    }
}
