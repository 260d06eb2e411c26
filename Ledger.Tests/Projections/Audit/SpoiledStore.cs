using System.Runtime.CompilerServices;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Gives back a log as it was handed over, spoiled or not, and takes no more.</summary>
internal sealed class SpoiledStore(IReadOnlyList<RecordedEvent> log) : IEventStore
{
    /// <summary>Fails a read of the log after so many events.</summary>
    public int? FailAfter { get; init; }

    /// <summary>Notices itself that events of a stream are missing, as some stores do.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The log cannot be read at all.</summary>
    public bool IsAway { get; init; }

    public bool IsShared => false;

    public Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var events = log.Where(e => e.Stream == stream);
        events = direction == ReadDirection.Forwards
            ? events.Where(e => e.Revision >= from).OrderBy(e => e.Revision)
            : events.Where(e => e.Revision <= from).OrderByDescending(e => e.Revision);
        var next = from;
        foreach (var e in events.Take((int)Math.Min(maxCount, int.MaxValue)))
        {
            if (IsStrict && direction == ReadDirection.Forwards && e.Revision != next++)
            {
                throw new StoreCorruptException($"Event {next - 1} of {stream} is missing.");
            }

            yield return e;
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        Position after, StreamFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var given = 0;
        if (IsAway)
        {
            throw new StoreUnavailableException("The store is away.");
        }

        foreach (var e in log.Where(e => e.Position > after && filter.Matches(e.Stream.Value)))
        {
            if (given++ == FailAfter)
            {
                throw new StoreUnavailableException("The store is away.");
            }

            yield return e;
        }
    }

    public IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken) =>
        Task.FromResult(log.Select(e => e.Position).DefaultIfEmpty(Position.Start).Max());

    public long? CountBetween(Position after, Position upTo) => null;

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
