using Ledger.Api.Http.Freshness;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;

namespace Ledger.Api.Operations;

internal sealed record ProjectionAnswer(
    string Name,
    int Version,
    string Status,
    string Position,
    long? LagEvents,
    long LagMs,
    double EventsPerSecond,
    string? Error,
    IReadOnlyList<GenerationAnswer> Generations,
    RebuildAnswer? Rebuild)
{
    public static ProjectionAnswer Of(
        ProjectionStatus status, IReadOnlyList<Generation> generations, RebuildStatus? rebuild, LedgerPositions positions) => new(
        status.Name,
        status.Version,
        rebuild is not null && status.State == ProjectionState.Live ? "rebuilding" : StatusOf(status.State),
        positions.Format(status.Position),
        status.LagEvents,
        status.LagMs,
        Math.Round(status.EventsPerSecond, 1),
        status.Error,
        [.. generations.Select(generation => GenerationAnswer.Of(generation, positions))],
        rebuild is null ? null : RebuildAnswer.Of(rebuild));

    public static string StatusOf(ProjectionState state) => state switch
    {
        ProjectionState.CatchingUp => "catching-up",
        ProjectionState.Live => "live",
        ProjectionState.Failed => "failed",
        _ => "stopped",
    };
}

internal sealed record ProjectionsAnswer(IReadOnlyList<ProjectionAnswer> Items);

internal sealed record GenerationAnswer(int Number, int Version, string State, string Position)
{
    public static GenerationAnswer Of(Generation generation, LedgerPositions positions) => new(
        generation.Number, generation.Version, Text(generation.State), positions.Format(generation.Checkpoint.Position));

    private static string Text(GenerationState state) => state switch
    {
        GenerationState.Live => "live",
        GenerationState.Building => "building",
        GenerationState.Candidate => "candidate",
        _ => "previous",
    };
}

internal sealed record RebuildAnswer(
    int Generation, string Phase, long Done, long? Total, double EventsPerSecond, double? EtaSeconds, DifferenceAnswer? Difference, string? Error)
{
    public static RebuildAnswer Of(RebuildStatus status) => new(
        status.Generation,
        status.Phase switch
        {
            RebuildPhase.Requested => "requested",
            RebuildPhase.Loading => "loading",
            RebuildPhase.Indexing => "indexing",
            RebuildPhase.Joining => "joining",
            RebuildPhase.Comparing => "comparing",
            RebuildPhase.Waiting => "waiting",
            _ => "failed",
        },
        status.Done,
        status.Total,
        Math.Round(status.EventsPerSecond, 1),
        status.Left is { } left ? Math.Round(left.TotalSeconds, 1) : null,
        status.Comparison is { IsSame: false } comparison ? DifferenceAnswer.Of(comparison) : null,
        status.Error);
}

/// <param name="Rows">Rows of the live generation.</param>
/// <param name="First">The first rows that differ.</param>
internal sealed record DifferenceAnswer(long Rows, long Missing, long Added, long Changed, IReadOnlyList<RowAnswer> First)
{
    public static DifferenceAnswer Of(GenerationComparison comparison) => new(
        comparison.Rows,
        comparison.Missing,
        comparison.Added,
        comparison.Changed,
        [.. comparison.First.Select(row => new RowAnswer(row.Table, row.Stream, row.Live, row.New))]);
}

internal sealed record RowAnswer(string Table, string Stream, IReadOnlyDictionary<string, object?>? Live, IReadOnlyDictionary<string, object?>? New);
