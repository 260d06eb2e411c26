namespace Ledger.Projections.ReadModels;

/// <summary>One set of a projection's tables.</summary>
/// <param name="Events">How many events were folded into it while it was being built.</param>
/// <param name="Progress">What the process that builds it has said last of how far it is; <see langword="null"/> where it has said nothing.</param>
public sealed record Generation(
    int Number,
    int Version,
    GenerationState State,
    bool IsIndexed,
    OnDifference OnDifference,
    long Events,
    ProjectionCheckpoint Checkpoint,
    string? Progress = null)
{
    /// <summary>Whether each commit to the live generation is one to this as well.</summary>
    public bool GoesAlong => State is GenerationState.Candidate or GenerationState.Previous;
}

public enum GenerationState
{
    /// <summary>Queries see it.</summary>
    Live,

    /// <summary>It is loaded from the events by itself.</summary>
    Building,

    /// <summary>It goes along with the live one, and may take its place.</summary>
    Candidate,

    /// <summary>It was live before, and goes along so that it can be again.</summary>
    Previous,
}

/// <summary>What happens when a new generation differs from the live one.</summary>
public enum OnDifference
{
    /// <summary>It waits for somebody to look at it and decide.</summary>
    Stop,

    /// <summary>It is switched to all the same: the fold was changed on purpose, or the live tables are known to be wrong.</summary>
    Switch,
}

/// <summary>How a new generation differs from the live one.</summary>
/// <param name="Rows">Rows of the live generation.</param>
/// <param name="Missing">Rows that only the live one has.</param>
/// <param name="Added">Rows that only the new one has.</param>
/// <param name="Changed">Rows that both have, and not alike.</param>
/// <param name="First">The first of them.</param>
public sealed record GenerationComparison(long Rows, long Missing, long Added, long Changed, IReadOnlyList<RowDifference> First)
{
    public bool IsSame => Missing + Added + Changed == 0;
}

/// <summary>A row that differs, with the stream to look at.</summary>
/// <param name="Live">Column by column, as it is in the live generation; <see langword="null"/> where it is not there.</param>
/// <param name="New">As it is in the new one.</param>
public sealed record RowDifference(
    string Table, string Stream, IReadOnlyDictionary<string, object?>? Live, IReadOnlyDictionary<string, object?>? New);
