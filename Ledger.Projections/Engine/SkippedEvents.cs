using Ledger.Domain.Operations;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;

namespace Ledger.Projections.Engine;

/// <summary>Which events operators have let projections go on without. It stands in the history, so every generation knows it.</summary>
internal static class SkippedEvents
{
    public static async Task<ILookup<string, (string Stream, long Revision)>> ReadAsync(
        IEventStore events, EventSerializer serializer, TimeProvider time, CancellationToken cancellationToken)
    {
        var skips = await new OperationsLog(events, serializer, time).ReadAsync(cancellationToken).OfType<ProjectionEventSkipped>().ToListAsync(cancellationToken);
        return skips.ToLookup(skip => skip.Projection, skip => (skip.EventStream, skip.EventRevision), StringComparer.Ordinal);
    }
}
