using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Engine;

/// <summary>Marks of events for checkpoints.</summary>
internal static class EventMarks
{
    /// <returns><see langword="null"/> where the event's chain cannot be read.</returns>
    public static EventMark? Of(StoredEvent e)
    {
        try
        {
            return new(e.Recorded.Stream.Value, e.Recorded.Revision, e.Chain.ToString());
        }
        catch (UnreadableEventException)
        {
            return null;
        }
    }
}
