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

    // A batch that is not full waits this long for more, unless a reader waits for it: fewer transactions, for a delay nobody sees.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

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
        var batch = new List<StoredEvent>();
        var upTo = after;
        await using var messages = events.SubscribeToAllAsync(after, filter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = messages.MoveNextAsync();
            if (!(next.IsCompleted ? await next : await WhileWaitingAsync(next.AsTask(), batch, upTo, cancellationToken)))
            {
                return;
            }

            switch (messages.Current)
            {
                case SubscriptionMessage.EventAppeared { Event: var e }:
                    batch.Add(new(e, serializer));
                    upTo = e.Position;
                    break;
                case SubscriptionMessage.Checkpoint checkpoint:
                    upTo = checkpoint.Position;
                    break;
                case SubscriptionMessage.CaughtUp:
                    await FlushAsync(batch, upTo, cancellationToken);
                    foreach (var runner in Runners)
                    {
                        runner.CaughtUp();
                    }

                    break;
            }

            if (batch.Count >= MaxBatch)
            {
                await FlushAsync(batch, upTo, cancellationToken);
            }
        }
    }

    /// <summary>Nothing more is there at this moment: what has gathered is applied, unless more comes at once.</summary>
    private async Task<bool> WhileWaitingAsync(Task<bool> next, List<StoredEvent> batch, Position upTo, CancellationToken cancellationToken)
    {
        if (batch.Count > 0 && !Runners.Any(runner => runner.Progress.IsAwaited))
        {
            await Task.WhenAny(next, Task.Delay(Linger, time, cancellationToken));
        }

        if (!next.IsCompleted)
        {
            await FlushAsync(batch, upTo, cancellationToken);
        }

        return await next;
    }

    private async Task FlushAsync(List<StoredEvent> batch, Position upTo, CancellationToken cancellationToken)
    {
        if (batch.Count >= DecodeTogether)
        {
            Parallel.ForEach(batch, static e => e.TryDecode());
        }

        foreach (var runner in Runners)
        {
            await runner.ApplyAsync(batch, upTo, cancellationToken);
        }

        batch.Clear();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The subscription of the projections broke; it is taken up again")]
    private partial void LogBroken(Exception fault);
}
