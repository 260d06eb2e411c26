namespace Ledger.EventStore.Port;

/// <summary>Clause 9 of the port, for every store alike.</summary>
public static class AppendLimits
{
    /// <exception cref="ArgumentException">There is no event, or there are more bytes than an append may have.</exception>
    public static void Check(IReadOnlyList<EventData> events)
    {
        if (events.Count == 0)
        {
            throw new ArgumentException("An append has at least one event.", nameof(events));
        }

        if (events.Sum(e => (long)e.Size) > IEventStore.MaxAppendSize)
        {
            throw new ArgumentException($"An append has at most {IEventStore.MaxAppendSize} bytes.", nameof(events));
        }
    }
}
