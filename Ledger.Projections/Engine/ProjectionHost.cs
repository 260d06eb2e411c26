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
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    // How often a process that does not lead asks whether it may, and how often it looks at what is written.
    private static readonly TimeSpan LeadInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Observation = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AwaitedObservation = TimeSpan.FromMilliseconds(20);

    private readonly ProjectionCare _care = new(events, serializer, runners, filter, time);

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
        await new ProjectionFeed(events, serializer, Runners, filter, _care, time).FollowAsync(cancellationToken);
    }

    internal Task StartRunnersAsync(CancellationToken cancellationToken) => _care.StartAsync(cancellationToken);

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
                    runner.Observe(checkpoint, failure, tail);
                }
            }

            await Task.Delay(Runners.Any(runner => runner.Progress.IsAwaited) ? AwaitedObservation : Observation, time, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The subscription of the projections broke; it is taken up again")]
    private partial void LogBroken(Exception fault);
}
