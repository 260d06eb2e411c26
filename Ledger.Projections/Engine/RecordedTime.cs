using Ledger.EventStore.Serialization;

namespace Ledger.Projections.Engine;

internal static class RecordedTime
{
    /// <summary>When an event was recorded; <see langword="null"/> where its metadata cannot be read, as whoever needs it will say.</summary>
    public static DateTimeOffset? Of(StoredEvent e)
    {
        try
        {
            return e.Metadata.RecordedAt;
        }
        catch (UnreadableEventException)
        {
            return null;
        }
    }
}
