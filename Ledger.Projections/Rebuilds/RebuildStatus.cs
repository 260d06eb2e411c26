using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Rebuilds;

public enum RebuildPhase
{
    /// <summary>Its tables are there and empty; it waits for the process that projects.</summary>
    Requested,

    /// <summary>The history is folded into it.</summary>
    Loading,

    /// <summary>Its indexes are made.</summary>
    Indexing,

    /// <summary>Its last piece is folded, and it goes along with the live generation.</summary>
    Joining,

    /// <summary>Every row is compared with the live generation's.</summary>
    Comparing,

    /// <summary>It differs, and waits for somebody to switch to it or to cancel it.</summary>
    Waiting,

    /// <summary>It could not be carried out. It is tried again when the process starts, unless it is cancelled.</summary>
    Failed,
}

/// <summary>How far a rebuild has come.</summary>
/// <param name="Done">Events that are folded.</param>
/// <param name="Total">Events that there are to fold; an estimate where the store does not tell.</param>
/// <param name="Comparison">What differs, once that is known.</param>
/// <param name="Error">What went wrong.</param>
public sealed record RebuildStatus(
    int Generation, RebuildPhase Phase, long Done, long? Total, double EventsPerSecond, TimeSpan? Left, GenerationComparison? Comparison, string? Error);
