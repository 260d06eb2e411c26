namespace Ledger.EventStore.Port;

/// <summary>Clause 9 of the port, for every store alike.</summary>
public static class AppendLimits
{
    /// <exception cref="ArgumentException">There is no event, or there are more bytes than an append may have.</exception>
    /// <returns>The bytes of the append.</returns>
    public static int Check(IReadOnlyList<EventData> events)
    {
        if (events.Count == 0)
        {
            throw new ArgumentException("An append has at least one event.", nameof(events));
        }

        var size = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            size += events[i].Size;
        }

        return size <= IEventStore.MaxAppendSize
            ? (int)size
            : throw new ArgumentException($"An append has at most {IEventStore.MaxAppendSize} bytes.", nameof(events));
    }
}
