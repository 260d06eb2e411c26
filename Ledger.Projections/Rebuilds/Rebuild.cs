using Ledger.EventStore.Port;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Rebuilds;

/// <summary>One new generation on its way.</summary>
internal sealed class Rebuild(ProjectionRunner runner, Generation generation, LotSize lotSize, TimeProvider time)
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

    /// <summary>How many events are loaded together.</summary>
    public LotSize LotSize { get; } = lotSize;

    public RebuildPhase Phase { get; private set; } = RebuildPhase.Requested;

    public GenerationComparison? Comparison { get; set; }

    public string? Error { get; private set; }

    /// <summary>Nobody wants it any more, or another process has taken it.</summary>
    public bool IsGone { get; set; }

    public IReadOnlySet<(string Stream, long Revision)> Skipped { get; set; } = new HashSet<(string, long)>();

    public void Add(int events)
    {
        Done += events;
        _rate.Add(events);
    }

    /// <summary>Goes on to a phase, and tells every process.</summary>
    public async Task EnterAsync(RebuildPhase phase, CancellationToken cancellationToken, string? error = null)
    {
        var progress = ProgressAt(phase == RebuildPhase.Loading ? null : Done) with { Phase = phase, Error = error };
        await Generations.NoteAsync(Schema, Number, progress.ToText(), cancellationToken);
        // Not before: what could not be told is tried again.
        (Phase, Error) = (phase, error);
    }

    /// <param name="total">How many events there are to fold.</param>
    /// <param name="more">Events that are about to be folded.</param>
    public RebuildProgress ProgressAt(long? total, int more = 0)
    {
        var rate = Phase == RebuildPhase.Loading ? _rate.PerSecond : 0;
        var left = total is { } all && rate > 0 ? Math.Max(0, all - Done - more) / rate : (double?)null;
        return new(Phase, total, rate, left, Comparison, Error, time.GetUtcNow());
    }

    /// <param name="tail">Where the log ends.</param>
    /// <param name="left">How many events lie before that; <see langword="null"/> where the store does not tell.</param>
    /// <returns>An estimate by place in the log, where events cannot be counted.</returns>
    public static long? TotalOf(long done, Position at, Position tail, long? left) =>
        left is { } known ? done + known
        : at.Commit > 0 && done > 0 ? (long)(done * ((double)tail.Commit / at.Commit))
        : null;
}
