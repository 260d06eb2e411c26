using Ledger.EventStore.Port;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Rebuilds;

/// <summary>One new generation on its way.</summary>
internal sealed class Rebuild(ProjectionRunner runner, Generation generation, TimeProvider time)
{
    private readonly RateMeter _rate = new(time);

    public ProjectionRunner Runner { get; } = runner;

    public ProjectionSchema Schema => Runner.Projection.Schema;

    public IGenerationStore Generations => Runner.Store.Generations;

    public int Number { get; } = generation.Number;

    public OnDifference OnDifference { get; } = generation.OnDifference;

    public GenerationState State { get; set; } = generation.State;

    public ProjectionCheckpoint Checkpoint { get; set; } = generation.Checkpoint;

    public long Done { get; private set; } = generation.Events;

    public RebuildPhase Phase { get; set; } = RebuildPhase.Requested;

    public GenerationComparison? Comparison { get; set; }

    public string? Error { get; set; }

    /// <summary>Nobody wants it any more, or another process has taken it.</summary>
    public bool IsGone { get; set; }

    public IReadOnlySet<(string Stream, long Revision)> Skipped { get; set; } = new HashSet<(string, long)>();

    public void Add(int events)
    {
        Done += events;
        _rate.Add(events);
    }

    /// <param name="tail">Where the log ends.</param>
    /// <param name="left">How many events lie before that; <see langword="null"/> where the store does not tell.</param>
    public RebuildStatus StatusAt(Position tail, long? left)
    {
        var rate = _rate.PerSecond;
        // By place in the log, where events cannot be counted.
        var total = left is { } known ? Done + known
            : Checkpoint.Position.Commit > 0 && Done > 0 ? (long)(Done * ((double)tail.Commit / Checkpoint.Position.Commit))
            : (long?)null;
        var eta = Phase == RebuildPhase.Loading && total is { } all && rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, all - Done) / rate) : (TimeSpan?)null;
        return new(Number, Phase, Done, total, rate, eta, Comparison, Error);
    }
}
