using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Engine;

/// <summary>The log, followed once from where the projection is that is furthest behind, and given to all of them in batches.</summary>
internal sealed class ProjectionFeed(
    IEventStore events, EventSerializer serializer, IReadOnlyList<ProjectionRunner> runners, StreamFilter filter, ProjectionCare care, TimeProvider time)
{
    // On the way to the tail, and when that is reached: the larger, the less often a row is written that many events touch. In memory are those
    // of two batches, and what every projection makes of one.
    private const int MaxBatch = 65_536;
    private const int MaxLiveBatch = 16_384;
    private const long MaxBatchBytes = 32 << 20;

    // From this many events on, decoding them on all cores is worth the trouble.
    private const int DecodeTogether = 1_024;

    // The first event after a pause waits this long for more, unless a reader waits for it: fewer transactions, for a delay nobody sees.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);
    // While events come without a pause, a batch is gathered this long at least; and as long as the one before it is being written.
    private static readonly TimeSpan LiveBatch = TimeSpan.FromMilliseconds(50);
    // On the way to the tail nobody is answered before its end: what a large transaction saves counts, and only progress is to be seen.
    private static readonly TimeSpan CatchUpBatch = TimeSpan.FromSeconds(2);
    // Where the store itself pauses on the way, as one far away does.
    private static readonly TimeSpan CatchUpPause = TimeSpan.FromMilliseconds(200);

    private bool _caughtUp;

    // A batch that is being written while the next one is gathered: the longer it takes, the more the next one holds.
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
            if (!(waited ? await WhileWaitingAsync(next.AsTask(), batch, ended, cancellationToken) : await next))
            {
                return;
            }

            switch (messages.Current)
            {
                case SubscriptionMessage.EventAppeared { Event: var e }:
                    Add(new(e, serializer), batch);
                    break;
                case SubscriptionMessage.Checkpoint checkpoint:
                    batch.UpTo = checkpoint.Position;
                    break;
                // Said again after a stretch behind, it is nothing to wait for: what has gathered is applied in its turn.
                case SubscriptionMessage.CaughtUp when !_caughtUp:
                    await HandOverAsync(batch, cancellationToken);
                    await AppliedAsync(cancellationToken);
                    await IndexAsync(cancellationToken);
                    _caughtUp = true;
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

            if (IsComplete(batch))
            {
                await HandOverAsync(batch, cancellationToken);
            }
        }
    }

    private bool IsComplete(Batch batch)
    {
        var count = batch.Events.Count;
        if (count >= (_caughtUp ? MaxLiveBatch : MaxBatch) || batch.Bytes >= MaxBatchBytes)
        {
            return true;
        }

        // The clock is looked at now and then.
        return count % 64 == 63 && (_caughtUp
            ? _applying.IsCompleted && time.GetElapsedTime(batch.Began) > LiveBatch
            : time.GetElapsedTime(batch.Began) > CatchUpBatch);
    }

    private void Add(StoredEvent e, Batch batch)
    {
        batch.Add(e, time);
        if (batch.Events.Count == 1)
        {
            foreach (var runner in runners)
            {
                runner.Expect(e);
            }
        }
    }

    /// <summary>
    /// Nothing more is there at this moment: what has gathered is applied as soon as what came before is; on the way to the tail, where
    /// more is known to come, only if it has waited.
    /// </summary>
    private async Task<bool> WhileWaitingAsync(Task<bool> next, Batch batch, CancellationTokenSource ended, CancellationToken cancellationToken)
    {
        try
        {
            while (!next.IsCompleted)
            {
                if (!_applying.IsCompleted)
                {
                    await Task.WhenAny(next, _applying);
                    continue;
                }

                await AppliedAsync(cancellationToken);
                if (_caughtUp || (batch.Events.Count > 0 && time.GetElapsedTime(batch.Began) > CatchUpPause))
                {
                    await HandOverAsync(batch, cancellationToken);
                }

                if (!_applying.IsCompletedSuccessfully)
                {
                    continue;
                }

                if (!care.IsNeeded)
                {
                    break;
                }

                await Task.WhenAny(next, Task.Delay(ProjectionCare.Pause, time, cancellationToken));
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

        // One folds while the one before it is written; where a store takes several at once, they are written side by side.
        await Task.WhenAll(runners.Select(runner => runner.ApplyAsync(events, upTo, cancellationToken)));
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
