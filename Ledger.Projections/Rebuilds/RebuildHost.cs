using System.Collections.Concurrent;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ledger.Projections.Rebuilds;

/// <summary>
/// Carries out, in the process that leads, the rebuilds that any process was asked for: they stand in the read models, so that they
/// survive a restart. Those that wait together are loaded together.
/// </summary>
public sealed partial class RebuildHost(
    IEventStore events, EventSerializer serializer, ProjectionHost projections, StreamFilter filter, Guid ledgerId, TimeProvider time, ILogger log)
    : BackgroundService
{
    private const int RowsTold = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly GenerationLoader _loader = new(events, serializer, filter, ledgerId, time);
    private readonly ConcurrentDictionary<(string Projection, int Generation), Rebuild> _rebuilds = new();

    /// <summary>How far the rebuild of a projection has come; <see langword="null"/> where there is none.</summary>
    public async Task<RebuildStatus?> StatusAsync(string projection, CancellationToken cancellationToken)
    {
        var runner = projections[projection];
        var generation = (await runner.Store.Generations.ListAsync(runner.Projection.Schema, cancellationToken))
            .FirstOrDefault(known => known.State is GenerationState.Building or GenerationState.Candidate);
        if (generation is null)
        {
            return null;
        }

        // What stands in the read models is the same in every process, whichever leads.
        var now = time.GetUtcNow();
        var progress = RebuildProgress.OfText(generation.Progress) ?? RebuildProgress.OfNothingSaid(generation, now);
        if (progress.Total is null)
        {
            var (at, tail) = (generation.Checkpoint.Position, await events.ReadTailAsync(cancellationToken));
            progress = progress with { Total = Rebuild.TotalOf(generation.Events, at, tail, events.CountBetween(at, tail)) };
        }

        return progress.StatusOf(generation, now);
    }

    /// <summary>Largest lot of events that is loaded at once.</summary>
    internal int LargestLot { get; init; } = LotSize.Largest;

    /// <summary>How many events are decoded at once.</summary>
    internal int BatchSize { get => _loader.BatchSize; init => _loader.BatchSize = value; }

    /// <summary>Takes up whatever there is to do, and goes on with it as far as it goes.</summary>
    internal async Task RoundAsync(CancellationToken cancellationToken)
    {
        var rebuilds = await FindAsync(cancellationToken);
        try
        {
            await CarryOutAsync(rebuilds, cancellationToken);
        }
        finally
        {
            // What was broken off may have been written or not: the next round looks where it is.
            foreach (var rebuild in rebuilds.Where(IsUnfinished))
            {
                _rebuilds.TryRemove((rebuild.Runner.Name, rebuild.Number), out _);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (projections.IsLeading)
                {
                    await RoundAsync(stoppingToken);
                }
                else
                {
                    _rebuilds.Clear();
                }
            }
            // Whatever it was, what is loaded is kept, and the next round goes on from there.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFault(fault);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What there is to do, and what is not there any more.</summary>
    private async Task<IReadOnlyList<Rebuild>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<Rebuild>();
        foreach (var runner in projections.Runners)
        {
            foreach (var generation in (await runner.Store.Generations.ListAsync(runner.Projection.Schema, cancellationToken))
                .Where(known => known.State is GenerationState.Building or GenerationState.Candidate))
            {
                found.Add(_rebuilds.GetOrAdd((runner.Name, generation.Number), _ => new(runner, generation, new(LargestLot), time)));
            }
        }

        foreach (var known in _rebuilds.Values.Except(found).ToList())
        {
            _rebuilds.TryRemove((known.Runner.Name, known.Number), out _);
        }

        return [.. found.Where(IsUnfinished)];
    }

    private static bool IsUnfinished(Rebuild rebuild) => rebuild.Phase is not (RebuildPhase.Waiting or RebuildPhase.Failed);

    private async Task CarryOutAsync(IReadOnlyList<Rebuild> rebuilds, CancellationToken cancellationToken)
    {
        try
        {
            var building = rebuilds.Where(rebuild => rebuild.State == GenerationState.Building).ToList();
            if (building.Count > 0)
            {
                await LoadAsync(building, cancellationToken);
            }

            foreach (var rebuild in rebuilds.Where(rebuild => !rebuild.IsGone))
            {
                if (rebuild.State == GenerationState.Building)
                {
                    await new GenerationJoin(events, _loader, time, log).CarryOutAsync(rebuild, cancellationToken);
                }

                if (!rebuild.IsGone)
                {
                    await DecideAsync(rebuild, cancellationToken);
                }
            }
        }
        catch (RebuildException fault)
        {
            LogFailed(fault, fault.Rebuild.Runner.Name, fault.Message);
            await fault.Rebuild.EnterAsync(RebuildPhase.Failed, cancellationToken, fault.Message);
        }
    }

    private async Task LoadAsync(List<Rebuild> rebuilds, CancellationToken cancellationToken)
    {
        var skipped = await SkippedEvents.ReadAsync(events, serializer, time, cancellationToken);
        foreach (var rebuild in rebuilds)
        {
            rebuild.Skipped = skipped[rebuild.Runner.Name].ToHashSet();
            await rebuild.EnterAsync(RebuildPhase.Loading, cancellationToken);
            LogBegun(rebuild.Runner.Name, rebuild.Number, rebuild.Checkpoint.Position);
        }

        await _loader.LoadAsync(rebuilds, await events.ReadTailAsync(cancellationToken), cancellationToken);
        foreach (var rebuild in rebuilds.Where(rebuild => !rebuild.IsGone))
        {
            await rebuild.EnterAsync(RebuildPhase.Indexing, cancellationToken);
            await rebuild.Generations.IndexAsync(rebuild.Schema, rebuild.Number, cancellationToken);
        }
    }

    private async Task DecideAsync(Rebuild rebuild, CancellationToken cancellationToken)
    {
        await rebuild.EnterAsync(RebuildPhase.Comparing, cancellationToken);
        rebuild.Comparison = await rebuild.Generations.CompareAsync(rebuild.Schema, rebuild.Number, RowsTold, cancellationToken);
        if (!rebuild.Comparison.IsSame && rebuild.OnDifference == OnDifference.Stop)
        {
            await rebuild.EnterAsync(RebuildPhase.Waiting, cancellationToken);
            LogDiffers(rebuild.Runner.Name, rebuild.Number, rebuild.Comparison.Missing, rebuild.Comparison.Added, rebuild.Comparison.Changed);
        }
        else if (await rebuild.Generations.SwitchAsync(rebuild.Schema, rebuild.Number, cancellationToken))
        {
            LogSwitched(rebuild.Runner.Name, rebuild.Number, rebuild.Comparison.Rows);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Projection {Projection} is rebuilt as generation {Generation}, from position {Position} on")]
    private partial void LogBegun(string projection, int generation, Position position);

    [LoggerMessage(Level = LogLevel.Information, Message = "Projection {Projection} has switched to generation {Generation} after comparing {Rows} rows")]
    private partial void LogSwitched(string projection, int generation, long rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {Generation} of projection {Projection} differs from the live one: {Missing} rows missing, {Added} added, {Changed} changed. It waits for a decision")]
    private partial void LogDiffers(string projection, int generation, long missing, long added, long changed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The rebuild of projection {Projection} cannot go on. {Why}")]
    private partial void LogFailed(Exception fault, string projection, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Rebuilds were interrupted; they go on from where they are")]
    private partial void LogFault(Exception fault);
}
