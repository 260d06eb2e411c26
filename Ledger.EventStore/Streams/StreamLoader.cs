using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Streams;

/// <summary>
/// Folds a stream to its state, now or as it was at a revision, in bounded work: backwards to the newest closing of the books that
/// can be trusted, then forwards.
/// </summary>
public sealed class StreamLoader<TCommand, TState, TEvent>(
    IEventStore store, EventSerializer serializer, Decider<TCommand, TState, TEvent> decider)
    where TState : class
    where TEvent : class
{
    // Closings of the books lie nearer to each other than this, unless they were set to be rare.
    private const int LongestWalk = 4_096;

    /// <summary>The head before the first event.</summary>
    public StreamHead<TState> Empty(StreamName stream) =>
        new(decider.Initial, -1, Chain.StartOf(stream), DateTimeOffset.MinValue, Position.Start);

    /// <summary>The state after an event, which must be the next of the stream.</summary>
    public StreamHead<TState> Advance(StreamHead<TState> head, StoredEvent e) =>
        e.Recorded.Revision == head.Revision + 1
            ? new(decider.Evolve(head.State, (TEvent)e.Happened), e.Recorded.Revision, e.Chain, e.Metadata.RecordedAt, e.Recorded.Position)
            : throw new StoreCorruptException($"Revision {head.Revision + 1} of {e.Recorded.Stream} is missing.");

    /// <summary>Loads the state after a revision.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="upTo">The last revision to count; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="seen">Is told each event that was folded, in order.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    public async Task<StreamHead<TState>> LoadAsync(
        StreamName stream, long upTo, Action<StoredEvent>? seen, CancellationToken cancellationToken)
    {
        var tail = new Stack<StoredEvent>();
        var head = Empty(stream);
        await foreach (var recorded in store.ReadStreamAsync(stream, ReadDirection.Backwards, upTo, long.MaxValue, cancellationToken))
        {
            var e = new StoredEvent(recorded, serializer);
            if (decider.Closing?.CarriedForward((TEvent)e.Happened) is { } carried)
            {
                head = new(carried, recorded.Revision, e.Chain, e.Metadata.RecordedAt, recorded.Position);
                break;
            }

            tail.Push(e);
        }

        foreach (var e in tail)
        {
            head = Advance(head, e);
            seen?.Invoke(e);
        }

        return head;
    }

    /// <summary>
    /// The last revision that was recorded at or before a time; −1 where the stream began later. Times never run backwards within a
    /// stream, so it is searched by halves; or read on from where somebody believes it to be near, which takes one read if that is so.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="time">The time.</param>
    /// <param name="near">
    /// A revision that is believed to be recorded by then, and not long before. If it is not, only more reads are needed.
    /// </param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<long> RevisionAtAsync(StreamName stream, DateTimeOffset time, long? near, CancellationToken cancellationToken)
    {
        var begin = near is null ? (-1L, (long?)null) : await ReadOnAsync(stream, time, near.Value, cancellationToken);
        return begin is (var found, { } next) && next == found + 1
            ? found
            : await SearchAsync(stream, time, begin, cancellationToken);
    }

    /// <summary>Reads forwards from a revision to the first event that was recorded later, but not too far.</summary>
    /// <returns>What was recorded by then, and what was not, as far as events were seen that say so.</returns>
    private async Task<(long Low, long? High)> ReadOnAsync(StreamName stream, DateTimeOffset time, long from, CancellationToken cancellationToken)
    {
        var low = -1L;
        await foreach (var recorded in store.ReadStreamAsync(stream, ReadDirection.Forwards, from, LongestWalk, cancellationToken))
        {
            if (new StoredEvent(recorded, serializer).Metadata.RecordedAt > time)
            {
                return (low, recorded.Revision);
            }

            low = recorded.Revision;
        }

        // Where fewer came than were asked for, the stream ended; where none came, it may not reach that far.
        return low >= 0 && low - from + 1 < LongestWalk ? (low, low + 1) : (low, from == 0 && low < 0 ? 0 : null);
    }

    private async Task<long> SearchAsync(StreamName stream, DateTimeOffset time, (long Low, long? High) begin, CancellationToken cancellationToken)
    {
        var (low, high) = (begin.Low, begin.High ?? -1);
        if (begin.High is null)
        {
            var last = await ReadOneAsync(stream, ReadDirection.Backwards, long.MaxValue, cancellationToken);
            if (last is null || last.Metadata.RecordedAt <= time)
            {
                return last?.Recorded.Revision ?? -1;
            }

            high = last.Recorded.Revision;
        }

        // Invariant: everything up to low was recorded by then, nothing from high on.
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            var probe = await ReadOneAsync(stream, ReadDirection.Forwards, middle, cancellationToken)
                ?? throw new StoreCorruptException($"Revision {middle} of {stream} is missing.");
            (low, high) = probe.Metadata.RecordedAt <= time ? (middle, high) : (low, middle);
        }

        return low;
    }

    private async Task<StoredEvent?> ReadOneAsync(StreamName stream, ReadDirection direction, long from, CancellationToken cancellationToken)
    {
        await foreach (var recorded in store.ReadStreamAsync(stream, direction, from, 1, cancellationToken))
        {
            return new(recorded, serializer);
        }

        return null;
    }
}
