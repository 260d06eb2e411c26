using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Reads;

/// <summary>Asks one node how far its log is, and whether anything that matches stands there. Errors are those of a call.</summary>
internal sealed class TailProbe(Node node, StreamFilter filter, TimeSpan deadline, TimeProvider time)
{
    /// <summary>The position of the newest event of the node.</summary>
    public async Task<Position> TailAsync(CancellationToken cancellationToken) =>
        await FirstAsync(ReadRequests.Newest(), Position.Start, cancellationToken) ?? Position.Start;

    /// <summary>The position of the newest event before a position that the node named, at which an event may stand or not.</summary>
    public async Task<Position> NewestBeforeAsync(Position position, CancellationToken cancellationToken) =>
        await FirstAsync(ReadRequests.Newest(position), Position.Start, cancellationToken) ?? Position.Start;

    /// <summary>How far the log is, if nothing behind a position matches.</summary>
    /// <returns><see langword="null"/> where something does.</returns>
    public async Task<Position?> QuietUpToAsync(Position after, CancellationToken cancellationToken)
    {
        var tail = await TailAsync(cancellationToken);
        if (tail <= after)
        {
            return after;
        }

        // Two, since a read includes the event at the position where it begins.
        return await FirstAsync(ReadRequests.All(after, filter, 2), after, cancellationToken) is null ? tail : null;
    }

    private async Task<Position?> FirstAsync(ReadReq request, Position after, CancellationToken cancellationToken)
    {
        await using var call = new ReadCall(node, request, requiresLeader: false, cancellationToken);
        while (await call.MoveNextAsync(deadline, time))
        {
            if (call.Current.ContentCase == ReadResp.ContentOneofCase.Event
                && RecordedEvents.PositionOf(call.Current.Event) is var position && position > after)
            {
                return position;
            }
        }

        return null;
    }
}
