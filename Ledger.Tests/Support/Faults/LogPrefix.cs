using Ledger.EventStore.Port;

namespace Ledger.Tests.Support.Faults;

/// <summary>A log as it was when it ended at a position that can be moved on.</summary>
internal sealed class LogPrefix(IEventStore inner) : IEventStore
{
    public Position End { get; set; }

    public bool IsShared => inner.IsShared;

    public Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken) =>
        throw new NotSupportedException("What has been is only read.");

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, CancellationToken cancellationToken) =>
        inner.ReadStreamAsync(stream, direction, from, maxCount, cancellationToken).Where(e => e.Position <= End);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        inner.ReadAllAsync(after, filter, cancellationToken).TakeWhile(e => e.Position <= End);

    public IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing happens in it.");

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken) => Task.FromResult(End);

    public long? CountBetween(Position after, Position upTo) => inner.CountBetween(after, upTo);

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => inner.CheckHealthAsync(cancellationToken);
}
