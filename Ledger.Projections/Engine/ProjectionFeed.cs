using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Engine;

/// <summary>The log, followed once from where the projection is that is furthest behind, and given to all of them in batches.</summary>
internal sealed class ProjectionFeed(
    IEventStore events, EventSerializer serializer, IReadOnlyList<ProjectionRunner> runners, StreamFilter filter, ProjectionCare care, TimeProvider time)
{
    private const int MaxBatch = 65_536;
    private const long MaxBatchBytes = 32 << 20;

    // From this many events on, decoding them on all cores is worth the trouble.
    private const int DecodeTogether = 1_024;

    // The first event after a pause waits this long for more, unless a reader waits for it: fewer transactions, for a delay nobody sees.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);
    // While events come without a pause, readers wait this long for them at most.
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(50);
    // On the way to the tail nobody is answered before its end: what a large transaction saves counts, and only progress is to be seen.
    private static readonly TimeSpan LongestCatchUpBatch = TimeSpan.FromSeconds(2);
    // Where the store itself pauses on the way, as one far away does.
    private static readonly TimeSpan LongestCatchUpWait = TimeSpan.FromMilliseconds(200);

    private bool _caughtUp;

    // A batch that is being written while the next one is read. Only on the way to the tail there is one.
    private Task _applying = Task.CompletedTask;
    private Position _handedOver;

    /// <summary>Goes on until the subscription breaks or it is cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
        }
        finally
        {
            // Nobody applies anything once this has ended. A fault of it came to light above, or comes again.
            await _applying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _applying = Task.CompletedTask;
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var after = runners.Where(runner => runner.IsRunning).Select(runner => runner.Progress.Position).DefaultIfEmpty(Position.Start).Min();
        (var batch, _handedOver) = (new Batch(after), after);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var messages = events.SubscribeToAllAsync(after, filter, ended.Token).GetAsyncEnumerator(ended.Token);
        while (true)
        {
            var next = messages.MoveNextAsync();
            var waited = !next.IsCompleted;
            if (!(waited ? await WhileWaitingAsync(next.AsTask(), batch, ended) : await next))
            {
                return;
            }

            switch (messages.Current)
            {
                case SubscriptionMessage.EventAppeared { Event: var e }:
                    batch.Add(new(e, serializer), time);
                    break;
                case SubscriptionMessage.Checkpoint checkpoint:
                    batch.UpTo = checkpoint.Position;
                    break;
                case SubscriptionMessage.CaughtUp:
                    await FlushAsync(batch, cancellationToken);
                    if (!_caughtUp)
                    {
                        await IndexAsync(cancellationToken);
                        _caughtUp = true;
                    }

                    foreach (var runner in runners)
                    {
                        runner.CaughtUp();
                    }

                    break;
            }

            if (_caughtUp && waited && batch.Events.Count > 0 && !runners.Any(runner => runner.Progress.IsAwaited))
            {
                // Nobody asks for what has just come. What comes until then is read with it, at one go and without being woken for each.
                await Task.Delay(Linger, time, cancellationToken);
            }

            if (batch.Events.Count >= MaxBatch || batch.Bytes >= MaxBatchBytes || (batch.Events.Count % 64 == 63 && time.GetElapsedTime(batch.Began) > (_caughtUp ? LongestBatch : LongestCatchUpBatch)))
            {
                await (_caughtUp ? FlushAsync(batch, cancellationToken) : HandOverAsync(batch, cancellationToken));
            }
        }
    }

    /// <summary>Nothing more is there at this moment: what has gathered is applied; on the way to the tail, where more is known to come, only if it has waited.</summary>
    private async Task<bool> WhileWaitingAsync(Task<bool> next, Batch batch, CancellationTokenSource ended)
    {
        try
        {
            if (_caughtUp || (batch.Events.Count > 0 && time.GetElapsedTime(batch.Began) > LongestCatchUpWait))
            {
                await FlushAsync(batch, ended.Token);
            }

            while (!next.IsCompleted && care.IsNeeded)
            {
                await Task.WhenAny(next, Task.Delay(ProjectionCare.Pause, time, ended.Token));
                await AppliedAsync(ended.Token);
            }

            return await next;
        }
        catch
        {
            // A subscription is left only when it has said its last word.
            await ended.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>Applies everything that has come.</summary>
    private async Task FlushAsync(Batch batch, CancellationToken cancellationToken)
    {
        await HandOverAsync(batch, cancellationToken);
        await AppliedAsync(cancellationToken);
    }

    /// <summary>Lets what has come be applied as soon as what came before is, and goes on.</summary>
    private async Task HandOverAsync(Batch batch, CancellationToken cancellationToken)
    {
        var (events, upTo) = (batch.Take(), batch.UpTo);
        if (events.Count >= DecodeTogether)
        {
            Parallel.ForEach(events, static e => e.TryDecode());
        }

        await AppliedAsync(cancellationToken);
        (_applying, _handedOver) = (ApplyAsync(events, upTo, cancellationToken), upTo);
    }

    private async Task AppliedAsync(CancellationToken cancellationToken)
    {
        await _applying;
        await care.GiveAsync(_handedOver, _caughtUp, cancellationToken);
    }

    private async Task ApplyAsync(List<StoredEvent> events, Position upTo, CancellationToken cancellationToken)
    {
        if (events.Count >= DecodeTogether)
        {
            // It takes its time: the reader goes on meanwhile.
            await Task.Yield();
        }

        foreach (var runner in runners)
        {
            await runner.ApplyAsync(events, upTo, cancellationToken);
        }
    }

    /// <summary>Tables that were built from the beginning get their indexes now: to keep them while loading would cost many times as much.</summary>
    private async Task IndexAsync(CancellationToken cancellationToken)
    {
        foreach (var schema in runners.Select(runner => runner.Projection.Schema))
        {
            foreach (var bare in (await runners[0].Store.Generations.ListAsync(schema, cancellationToken)).Where(known => known is { State: GenerationState.Live, IsIndexed: false }))
            {
                await runners[0].Store.Generations.IndexAsync(schema, bare.Number, cancellationToken);
            }
        }
    }

    /// <summary>What has come and is not yet applied.</summary>
    private sealed class Batch(Position after)
    {
        public List<StoredEvent> Events { get; private set; } = [];

        /// <summary>Everything up to here has been said by the subscription.</summary>
        public Position UpTo { get; set; } = after;

        /// <summary>What the events take as they are stored.</summary>
        public long Bytes { get; private set; }

        /// <summary>When the first of the events came.</summary>
        public long Began { get; private set; }

        public void Add(StoredEvent e, TimeProvider time)
        {
            if (Events.Count == 0)
            {
                Began = time.GetTimestamp();
            }

            Events.Add(e);
            Bytes += e.Recorded.Size;
            UpTo = e.Recorded.Position;
        }

        public List<StoredEvent> Take()
        {
            var taken = Events;
            (Events, Bytes) = ([], 0);
            return taken;
        }
    }
}
