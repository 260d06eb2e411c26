using Ledger.EventStore.Port;

namespace Ledger.Tests.Support;

/// <summary>The log beneath the port, by index and page, for what stands on it: a server that speaks a protocol of its own.</summary>
public sealed partial class InMemoryEventStore
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly List<RecordedEvent> _log = [];
    private readonly List<DateTimeOffset> _times = [];
    private readonly Dictionary<StreamName, List<RecordedEvent>> _streams = [];
    private TaskCompletionSource? _awaited;

    /// <summary>How many events there are; the index of the next one.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _log.Count;
            }
        }
    }

    /// <summary>Appends without the port's limit of size, and keeps the bytes that it is given instead of copies of them.</summary>
    /// <param name="repeated">Whether the events were there already.</param>
    public AppendResult Append(StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, out bool repeated)
    {
        lock (_gate)
        {
            var written = _streams.TryGetValue(stream, out var known) ? known : [];
            repeated = written.Count != expected.Next;
            if (repeated)
            {
                return Existing(written, expected.Next, events);
            }

            _streams[stream] = written;
            var now = _time.GetUtcNow();
            foreach (var e in events)
            {
                var recorded = new RecordedEvent(stream, written.Count, PositionAt(_log.Count), e.Id, e.Type, e.Data, e.Metadata);
                written.Add(recorded);
                _log.Add(recorded);
                _times.Add(now);
            }

            _awaited?.SetResult();
            _awaited = null;
            return new AppendResult.Appended(written[^1].Revision, written[^1].Position);
        }
    }

    public long CountOf(StreamName stream)
    {
        lock (_gate)
        {
            return _streams.TryGetValue(stream, out var written) ? written.Count : 0;
        }
    }

    /// <summary>The index of the first event after a position.</summary>
    public int IndexAfter(Position position)
    {
        lock (_gate)
        {
            var (low, high) = (0, _log.Count);
            while (low < high)
            {
                var middle = low + ((high - low) / 2);
                (low, high) = _log[middle].Position > position ? (low, middle) : (middle + 1, high);
            }

            return low;
        }
    }

    /// <summary>Events from an index on. Fewer than asked for only at the end of the log.</summary>
    public RecordedEvent[] Page(int from, int max)
    {
        lock (_gate)
        {
            return Slice(_log, from, max);
        }
    }

    /// <summary>Events of a stream from a revision on. Fewer than asked for only at the end that the direction leads to.</summary>
    public RecordedEvent[] Page(StreamName stream, ReadDirection direction, long from, int max)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(stream, out var written))
            {
                return [];
            }

            if (direction == ReadDirection.Forwards)
            {
                return Slice(written, (int)Math.Clamp(from, 0, written.Count), max);
            }

            var end = (int)Math.Min(from, written.Count - 1) + 1;
            var page = Slice(written, Math.Max(0, end - max), Math.Min(max, end));
            Array.Reverse(page);
            return page;
        }
    }

    /// <summary>When an event was written.</summary>
    public DateTimeOffset WrittenAt(Position position)
    {
        lock (_gate)
        {
            return _times[IndexOf(position)];
        }
    }

    /// <summary>Completes once there are more events than so many.</summary>
    public Task GrownBeyond(int count)
    {
        lock (_gate)
        {
            return _log.Count > count
                ? Task.CompletedTask
                : (_awaited ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private static RecordedEvent[] Slice(List<RecordedEvent> events, int from, int max)
    {
        var count = from < 0 ? 0 : Math.Clamp(events.Count - from, 0, max);
        var page = new RecordedEvent[count];
        if (count > 0)
        {
            events.CopyTo(from, page, 0, count);
        }

        return page;
    }

    private static Position PositionAt(int index) => new(((ulong)index + 1) * 10, (((ulong)index + 1) * 10) - 3);

    private static int IndexOf(Position position) => (int)(position.Commit / 10) - 1;

    private static AppendResult Existing(List<RecordedEvent> written, long from, IReadOnlyList<EventData> events)
    {
        var there = Slice(written, (int)Math.Min(from, written.Count), events.Count);
        return there.Select(e => e.Id).SequenceEqual(events.Select(e => e.Id))
            ? new AppendResult.Appended(there[^1].Revision, there[^1].Position)
            : new AppendResult.Conflict(written.Count == 0 ? null : written.Count - 1);
    }
}
