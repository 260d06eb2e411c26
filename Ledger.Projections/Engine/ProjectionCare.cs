using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Engine;

/// <summary>Begins projections, and looks after those that were held up or have failed, so that they go on when they can.</summary>
internal sealed class ProjectionCare(
    IEventStore events, EventSerializer serializer, IReadOnlyList<ProjectionRunner> runners, StreamFilter filter, TimeProvider time)
{
    /// <summary>From one try to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // What every process was told of a failure, by projection.
    private readonly Dictionary<string, ProjectionFailure> _reported = new(StringComparer.Ordinal);
    private long _lastTry;

    /// <summary>Makes every projection ready, and tells every process whether it has failed.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var skipped = await SkippedEvents.ReadAsync(events, serializer, time, cancellationToken);
        foreach (var runner in runners)
        {
            await runner.StartAsync(events, cancellationToken, skipped[runner.Name].ToHashSet());
            await runner.Store.ReportAsync(runner.Projection.Schema, runner.Failure, cancellationToken);
        }
    }

    public bool IsNeeded => runners.Any(runner => runner.IsHeldUp || runner.State != ProjectionState.Live);

    /// <summary>Lets projections that were held up, or that an operator wants to go on, try again, now and then.</summary>
    public async Task GiveAsync(Position upTo, bool isCaughtUp, CancellationToken cancellationToken)
    {
        if (!IsNeeded || time.GetElapsedTime(_lastTry) < Pause)
        {
            return;
        }

        foreach (var runner in runners)
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
                if (isCaughtUp && !runner.IsHeldUp)
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
            await runner.Store.ReportAsync(runner.Projection.Schema, runner.Failure, cancellationToken);
        }
        else if (await runner.Store.FindFailureAsync(runner.Projection.Schema, cancellationToken) is null)
        {
            _reported.Remove(runner.Name);
            var skipped = await SkippedEvents.ReadAsync(events, serializer, time, cancellationToken);
            await runner.RetryAsync(events, skipped[runner.Name].ToHashSet(), cancellationToken);
        }
    }
}
