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
    /// stream, so it is searched by halves.
    /// </summary>
    public async Task<long> RevisionAtAsync(StreamName stream, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var last = await ReadOneAsync(stream, ReadDirection.Backwards, long.MaxValue, cancellationToken);
        if (last is null)
        {
            return -1;
        }

        // Invariant: everything up to low was recorded by then, nothing from high on.
        var (low, high) = (-1L, last.Recorded.Revision + 1);
        var probe = last;
        while (true)
        {
            if (probe.Metadata.RecordedAt <= time)
            {
                low = probe.Recorded.Revision;
            }
            else
            {
                high = probe.Recorded.Revision;
            }

            if (high - low <= 1)
            {
                return low;
            }

            var middle = low + ((high - low) / 2);
            probe = await ReadOneAsync(stream, ReadDirection.Forwards, middle, cancellationToken)
                ?? throw new StoreCorruptException($"Revision {middle} of {stream} is missing.");
        }
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
