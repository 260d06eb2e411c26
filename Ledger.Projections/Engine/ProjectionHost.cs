using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Projections.Engine;

/// <summary>
/// One subscription that feeds all projections, in batches, in the one process that leads; in every other, what that one has written is
/// observed.
/// </summary>
public sealed partial class ProjectionHost(
    IEventStore events, EventSerializer serializer, IReadOnlyList<ProjectionRunner> runners, StreamFilter filter, TimeProvider time, ILogger log)
    : BackgroundService
{
    private const int MaxBatch = 16_384;

    // From this many events on, decoding them on all cores is worth the trouble.
    private const int DecodeTogether = 1_024;

    // The first event after a pause waits this long for more, unless a reader waits for it: fewer transactions, for a delay nobody sees.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);
    // While events come without a pause, readers wait this long for them at most.
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(50);
    // On the way to the tail nobody is answered before its end: what a large transaction saves counts, and only progress is to be seen.
    private static readonly TimeSpan LongestCatchUpBatch = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    // How often a process that does not lead asks whether it may, and how often it looks at what is written.
    private static readonly TimeSpan LeadInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Observation = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AwaitedObservation = TimeSpan.FromMilliseconds(20);

    private long _lastTry;
    private readonly Dictionary<string, ProjectionFailure> _reported = new(StringComparer.Ordinal);
    private bool _caughtUp;

    public IReadOnlyList<ProjectionRunner> Runners { get; } = runners;

    /// <exception cref="KeyNotFoundException">There is no such projection.</exception>
    public ProjectionRunner this[string name] => Runners.FirstOrDefault(runner => runner.Name == name) ?? throw new KeyNotFoundException(name);

    /// <summary>What an operator sees of all projections, in the order they were registered.</summary>
    public async Task<IReadOnlyList<ProjectionStatus>> StatusAsync(CancellationToken cancellationToken)
    {
        var tail = await events.ReadTailAsync(cancellationToken);
        return [.. Runners.Select(runner => new ProjectionStatus(
            runner.Name,
            runner.Version,
            runner.State,
            runner.Progress.Position,
            events.CountBetween(runner.Progress.Position, tail),
            LagMs(runner),
            runner.EventsPerSecond,
            runner.Error))];
    }

    /// <summary>Age of the oldest event that is known and not yet applied, in milliseconds; zero where there is none.</summary>
    public long LagMs(ProjectionRunner runner) =>
        runner.BehindSince is { } since ? Math.Max(0, (long)(time.GetUtcNow() - since).TotalMilliseconds) : 0;

    /// <summary>All projections are kept in one.</summary>
    private IReadModelStore Store => Runners[0].Store;

    /// <summary>Whether this process writes the read models.</summary>
    public bool IsLeading { get; private set; }

    /// <summary>Makes every projection ready before the first query can come.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await StartRunnersAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var observed = false;
        for (var pause = ShortestPause; !stoppingToken.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await using var turn = await Store.TryLeadAsync(stoppingToken);
                if (turn is null)
                {
                    await ObserveAsync(stoppingToken);
                    (observed, pause) = (true, ShortestPause);
                    continue;
                }

                using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, turn.Lost);
                await LeadAsync(observed, ended.Token);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // The subscription broke, or the right to write was lost: it is taken up again where it was; what was delivered twice is
            // dropped by the runners.
            catch (Exception fault)
            {
                observed = true;
                LogBroken(fault);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                IsLeading = false;
            }
        }
    }

    /// <param name="startAnew">Whether the checkpoints may have moved since they were read.</param>
    private async Task LeadAsync(bool startAnew, CancellationToken cancellationToken)
    {
        if (startAnew)
        {
            await StartRunnersAsync(cancellationToken);
        }

        IsLeading = true;
        await FollowAsync(cancellationToken);
    }

    /// <summary>Makes every projection ready, and tells every process whether it has failed.</summary>
    internal async Task StartRunnersAsync(CancellationToken cancellationToken)
    {
        var skipped = await SkippedEvents.ReadAsync(events, serializer, time, cancellationToken);
        foreach (var runner in Runners)
        {
            await runner.StartAsync(events, cancellationToken, skipped[runner.Name].ToHashSet());
            await Store.ReportAsync(runner.Projection.Schema, runner.Failure, cancellationToken);
        }
    }

    /// <summary>Takes over what the process that leads has written, for a while; then it is time to ask whether there still is one.</summary>
    private async Task ObserveAsync(CancellationToken cancellationToken)
    {
        var tail = await events.ReadTailAsync(cancellationToken);
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < LeadInterval;)
        {
            foreach (var runner in Runners)
            {
                if (await Store.FindAsync(runner.Projection.Schema, cancellationToken) is { } checkpoint)
                {
                    var failure = await Store.FindFailureAsync(runner.Projection.Schema, cancellationToken);
                    runner.Observe(checkpoint, failure, checkpoint.Position < tail);
                }
            }

            await Task.Delay(Runners.Any(runner => runner.Progress.IsAwaited) ? AwaitedObservation : Observation, time, cancellationToken);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var after = Runners.Where(runner => runner.IsRunning).Select(runner => runner.Progress.Position).DefaultIfEmpty(Position.Start).Min();
        var batch = new Batch(after);
        _caughtUp = false;
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
                    await IndexAsync(cancellationToken);
                    _caughtUp = true;
                    foreach (var runner in Runners)
                    {
                        runner.CaughtUp();
                    }

                    break;
            }

            if (waited && batch.Events.Count > 0 && !Runners.Any(runner => runner.Progress.IsAwaited))
            {
                // Nobody asks for what has just come. What comes until then is read with it, at one go and without being woken for each.
                await Task.Delay(Linger, time, cancellationToken);
            }

            if (batch.Events.Count >= MaxBatch || (batch.Events.Count % 64 == 63 && time.GetElapsedTime(batch.Began) > (_caughtUp ? LongestBatch : LongestCatchUpBatch)))
            {
                await FlushAsync(batch, cancellationToken);
            }
        }
    }

    /// <summary>Nothing more is there at this moment: what has gathered is applied.</summary>
    private async Task<bool> WhileWaitingAsync(Task<bool> next, Batch batch, CancellationTokenSource ended)
    {
        try
        {
            await FlushAsync(batch, ended.Token);
            while (!next.IsCompleted && Runners.Any(NeedsCare))
            {
                await Task.WhenAny(next, Task.Delay(RetryPause, time, ended.Token));
                await CatchUpAsync(batch.UpTo, ended.Token);
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

    private async Task FlushAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.Events.Count >= DecodeTogether)
        {
            Parallel.ForEach(batch.Events, static e => e.TryDecode());
        }

        foreach (var runner in Runners)
        {
            await runner.ApplyAsync(batch.Events, batch.UpTo, cancellationToken);
        }

        batch.Events.Clear();
        await CatchUpAsync(batch.UpTo, cancellationToken);
    }

    /// <summary>Tables that were built from the beginning get their indexes now: to keep them while loading would cost many times as much.</summary>
    private async Task IndexAsync(CancellationToken cancellationToken)
    {
        foreach (var schema in Runners.Select(runner => runner.Projection.Schema))
        {
            foreach (var bare in (await Store.Generations.ListAsync(schema, cancellationToken)).Where(known => known is { State: GenerationState.Live, IsIndexed: false }))
            {
                await Store.Generations.IndexAsync(schema, bare.Number, cancellationToken);
            }
        }
    }

    private static bool NeedsCare(ProjectionRunner runner) => runner.IsHeldUp || runner.State != ProjectionState.Live;

    /// <summary>Lets projections that were held up, or that an operator wants to go on, try again, now and then.</summary>
    private async Task CatchUpAsync(Position upTo, CancellationToken cancellationToken)
    {
        if (!Runners.Any(NeedsCare) || time.GetElapsedTime(_lastTry) < RetryPause)
        {
            return;
        }

        foreach (var runner in Runners)
        {
            if (runner.State == ProjectionState.Stopped)
            {
                throw new InvalidOperationException($"Another process has moved the checkpoint of projection {runner.Name}.");
            }

            if (runner.Failure is not null)
            {
                await CareForFailedAsync(runner, cancellationToken);
            }

            if (runner.IsHeldUp)
            {
                await runner.CatchUpAsync(events, serializer, filter, upTo, cancellationToken);
                if (_caughtUp && !runner.IsHeldUp)
                {
                    runner.CaughtUp();
                }
            }
        }

        _lastTry = time.GetTimestamp();
    }

    /// <summary>
    /// Tells every process that a projection has failed. Whichever of them an operator asks takes the failure away again: then it goes on.
    /// </summary>
    private async Task CareForFailedAsync(ProjectionRunner runner, CancellationToken cancellationToken)
    {
        if (_reported.GetValueOrDefault(runner.Name) != runner.Failure)
        {
            _reported[runner.Name] = runner.Failure!;
            await Store.ReportAsync(runner.Projection.Schema, runner.Failure, cancellationToken);
        }
        else if (await Store.FindFailureAsync(runner.Projection.Schema, cancellationToken) is null)
        {
            _reported.Remove(runner.Name);
            var skipped = await SkippedEvents.ReadAsync(events, serializer, time, cancellationToken);
            await runner.RetryAsync(events, skipped[runner.Name].ToHashSet(), cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The subscription of the projections broke; it is taken up again")]
    private partial void LogBroken(Exception fault);

    /// <summary>What has come and is not yet applied.</summary>
    private sealed class Batch(Position after)
    {
        public List<StoredEvent> Events { get; } = [];

        /// <summary>Everything up to here has been said by the subscription.</summary>
        public Position UpTo { get; set; } = after;

        /// <summary>When the first of the events came.</summary>
        public long Began { get; private set; }

        public void Add(StoredEvent e, TimeProvider time)
        {
            if (Events.Count == 0)
            {
                Began = time.GetTimestamp();
            }

            Events.Add(e);
            UpTo = e.Recorded.Position;
        }
    }
}
