using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Projections.Engine;

/// <summary>One subscription that feeds all projections, in batches.</summary>
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
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private long _lastTry;

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

    /// <summary>Makes every projection ready before the first query can come.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var runner in Runners)
        {
            await runner.StartAsync(events, cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // The subscription broke: it is taken up again where it was; what was delivered twice is dropped by the runners.
            catch (Exception fault)
            {
                LogBroken(fault);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var after = Runners.Where(runner => runner.IsRunning).Select(runner => runner.Progress.Position).DefaultIfEmpty(Position.Start).Min();
        var batch = new Batch(after);
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

            if (batch.Events.Count >= MaxBatch || (batch.Events.Count % 64 == 63 && time.GetElapsedTime(batch.Began) > LongestBatch))
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
            while (!next.IsCompleted && Runners.Any(runner => runner.IsHeldUp))
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

    /// <summary>Lets projections that were held up try again, now and then.</summary>
    private async Task CatchUpAsync(Position upTo, CancellationToken cancellationToken)
    {
        if (!Runners.Any(runner => runner.IsHeldUp) || time.GetElapsedTime(_lastTry) < RetryPause)
        {
            return;
        }

        foreach (var runner in Runners.Where(runner => runner.IsHeldUp))
        {
            await runner.CatchUpAsync(events, serializer, filter, upTo, cancellationToken);
        }

        _lastTry = time.GetTimestamp();
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
