using System.Runtime.CompilerServices;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Support;

/// <summary>
/// The port in memory. Its positions have gaps and two different halves, so that nobody comes to rely on more than the port says.
/// </summary>
public sealed partial class InMemoryEventStore(TimeProvider? time = null) : IEventStore
{
    private const int PageSize = 512;

    /// <summary>Set, it plays a store that other processes append to as well.</summary>
    public bool IsShared { get; set; }

    public Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken)
    {
        AppendLimits.Check(events);
        cancellationToken.ThrowIfCancellationRequested();
        var copies = events.Select(e => e with { Data = e.Data.ToArray(), Metadata = e.Metadata.ToArray() }).ToArray();
        return Task.FromResult(Append(stream, expected, copies, out _));
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (maxCount > 0)
        {
            var asked = (int)Math.Min(maxCount, PageSize);
            var page = Page(stream, direction, from, asked);
            foreach (var e in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
            }

            if (page.Length < asked)
            {
                yield break;
            }

            maxCount -= page.Length;
            from = page[^1].Revision + (direction == ReadDirection.Forwards ? 1 : -1);
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        Position after, StreamFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var next = IndexAfter(after);
        RecordedEvent[] page;
        do
        {
            page = Page(next, PageSize);
            foreach (var e in page.Where(e => filter.Matches(e.Stream.Value)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
            }

            next += page.Length;
        }
        while (page.Length == PageSize);
    }

    public async IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(
        Position after, StreamFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = IndexAfter(after);
        var live = false;
        while (true)
        {
            var page = Page(next, PageSize);
            foreach (var e in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return filter.Matches(e.Stream.Value)
                    ? new SubscriptionMessage.EventAppeared(e)
                    : new SubscriptionMessage.Checkpoint(e.Position);
            }

            next += page.Length;
            if (page.Length == PageSize)
            {
                continue;
            }

            if (!live)
            {
                live = true;
                yield return SubscriptionMessage.CaughtUp.Instance;
            }

            await GrownBeyond(next).WaitAsync(cancellationToken);
        }
    }

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Page(Count - 1, 1) is [var newest] ? newest.Position : Position.Start);

    public long? CountBetween(Position after, Position upTo) => IsShared ? null : Math.Max(0, IndexAfter(upTo) - IndexAfter(after));

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => Task.FromResult(new StoreHealth(IsWritable: true, "In memory."));
}
