using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Reads;

/// <summary>Takes events out of answers.</summary>
internal static class RecordedEvents
{
    /// <summary>Where an event stands, whatever it is: one of somebody else's may be nothing that a ledger could name.</summary>
    /// <exception cref="IOException">It is no event.</exception>
    public static Position PositionOf(ReadResp.Types.ReadEvent read) => read.Event is { } e
        ? new(e.CommitPosition, e.PreparePosition)
        : throw new IOException("The server sent an event that is none.");

    /// <exception cref="IOException">It is no event.</exception>
    public static RecordedEvent Of(ReadResp.Types.ReadEvent read)
    {
        var e = read.Event;
        if (e?.StreamIdentifier is null || !e.Metadata.TryGetValue(EventEntries.Type, out var type))
        {
            throw new IOException("The server sent an event without its stream or its type.");
        }

        return new(
            new(e.StreamIdentifier.StreamName.ToStringUtf8()),
            (long)e.StreamRevision,
            new(e.CommitPosition, e.PreparePosition),
            e.Id.ToGuid(),
            type,
            e.Data.Memory,
            e.CustomMetadata.Memory);
    }
}
