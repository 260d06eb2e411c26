using Ledger.EventStore.Port;

namespace Ledger.Projections.Engine;

public enum ProjectionState
{
    /// <summary>It is working towards the tail.</summary>
    CatchingUp,

    /// <summary>It has reached the tail and follows it.</summary>
    Live,

    /// <summary>It stopped at an event, or because of a history that is not the one it was built from.</summary>
    Failed,

    /// <summary>Another process projects.</summary>
    Stopped,
}

/// <summary>What an operator sees of a projection.</summary>
/// <param name="Position">Everything up to here is in the read model.</param>
/// <param name="LagEvents">Events that are not yet in it; <see langword="null"/> where the store cannot tell.</param>
/// <param name="LagMs">Age of the oldest event that is known and not yet in it, in milliseconds.</param>
/// <param name="Error">Why it stopped, or what it is trying again because of.</param>
public sealed record ProjectionStatus(
    string Name, int Version, ProjectionState State, Position Position, long? LagEvents, long LagMs, double EventsPerSecond, string? Error);
