using System.Runtime.CompilerServices;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Support;

/// <summary>
/// The port in memory. Its positions have gaps and two different halves, so that nobody comes to rely on more than the port says.
/// </summary>
public sealed class InMemoryEventStore : IEventStore
{
    private readonly Lock _gate = new();
    private readonly List<RecordedEvent> _log = [];
    private readonly Dictionary<StreamName, List<RecordedEvent>> _streams = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set, it plays a store that other processes append to as well.</summary>
    public bool IsShared { get; set; }

    public Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken)
    {
        AppendLimits.Check(events);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var written = _streams.TryGetValue(stream, out var known) ? known : [];
            if (written.Count != expected.Next)
            {
                return Task.FromResult(Existing(written, (int)expected.Next, events));
            }

            _streams[stream] = written;
            foreach (var e in events)
            {
                var recorded = new RecordedEvent(
                    stream, written.Count, PositionAt(_log.Count), e.Id, e.Type, e.Data.ToArray(), e.Metadata.ToArray());
                written.Add(recorded);
                _log.Add(recorded);
            }

            _grown.SetResult();
            _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return Task.FromResult<AppendResult>(new AppendResult.Appended(written[^1].Revision, written[^1].Position));
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        List<RecordedEvent> there;
        lock (_gate)
        {
            there = _streams.TryGetValue(stream, out var known) ? [.. known] : [];
        }

        IEnumerable<RecordedEvent> chosen = direction == ReadDirection.Forwards
            ? there.SkipWhile(e => e.Revision < from)
            : there.AsEnumerable().Reverse().SkipWhile(e => e.Revision > from);
        foreach (var e in chosen.Take((int)Math.Min(maxCount, int.MaxValue)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return e;
        }
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        Position after, StreamFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var e in After(after).Events.Where(e => filter.Matches(e.Stream.Value)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return e;
        }
    }

    public async IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(
        Position after, StreamFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var live = false;
        while (true)
        {
            var (page, grown) = After(after);
            foreach (var e in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return filter.Matches(e.Stream.Value)
                    ? new SubscriptionMessage.EventAppeared(e)
                    : new SubscriptionMessage.Checkpoint(e.Position);
                after = e.Position;
            }

            if (!live)
            {
                live = true;
                yield return SubscriptionMessage.CaughtUp.Instance;
            }

            await grown.WaitAsync(cancellationToken);
        }
    }

    public Task<Position> ReadTailAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_log.Count == 0 ? Position.Start : _log[^1].Position);
        }
    }

    public long? CountBetween(Position after, Position upTo)
    {
        lock (_gate)
        {
            return IsShared ? null : _log.LongCount(e => e.Position > after && e.Position <= upTo);
        }
    }

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => Task.FromResult(new StoreHealth(IsWritable: true, "In memory."));

    private static Position PositionAt(int index) => new(((ulong)index + 1) * 10, (((ulong)index + 1) * 10) - 3);

    private static AppendResult Existing(List<RecordedEvent> written, int from, IReadOnlyList<EventData> events)
    {
        var there = written.Skip(from).Take(events.Count).ToList();
        return there.Select(e => e.Id).SequenceEqual(events.Select(e => e.Id))
            ? new AppendResult.Appended(there[^1].Revision, there[^1].Position)
            : new AppendResult.Conflict(written.Count == 0 ? null : written.Count - 1);
    }

    private (List<RecordedEvent> Events, Task Grown) After(Position position)
    {
        lock (_gate)
        {
            return ([.. _log.Where(e => e.Position > position)], _grown.Task);
        }
    }
}
