using System.Runtime.CompilerServices;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.Serialization;

/// <summary>A recorded event that is decoded when somebody asks; by several at once perhaps twice, and never half.</summary>
public sealed class StoredEvent(RecordedEvent recorded, EventSerializer serializer)
{
    private object? _happened;
    // Behind a reference, which is seen whole or not at all.
    private StrongBox<StoredMetadata>? _metadata;

    public RecordedEvent Recorded { get; } = recorded;

    /// <summary>What happened, in its current shape.</summary>
    /// <exception cref="UnreadableEventException">It cannot be read.</exception>
    public object Happened => _happened ??= serializer.Deserialize(Recorded);

    /// <exception cref="UnreadableEventException">It cannot be read.</exception>
    public EventMetadata Metadata => Read().Values;

    /// <exception cref="UnreadableEventException">It cannot be read.</exception>
    public Chain Chain => Read().Chain;

    /// <summary>Decodes now what will be asked for later. An event that cannot be read says so when it is asked.</summary>
    public void TryDecode()
    {
        try
        {
            _ = Read();
            _ = Happened;
        }
        catch (UnreadableEventException)
        {
            // Whoever needs it gets the same.
        }
    }

    private StoredMetadata Read() => (_metadata ??= new(EventSerializer.ReadMetadata(Recorded))).Value;
}
