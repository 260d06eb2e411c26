using Ledger.EventStore.Port;

namespace Ledger.Projections.ReadModels;

/// <summary>How far a projection has come, and of which history.</summary>
/// <param name="LedgerId">The ledger whose events were folded; <see langword="null"/> before the first.</param>
/// <param name="LastEvent">The last event that was folded, so that a history that was replaced is noticed.</param>
public sealed record ProjectionCheckpoint(Position Position, Guid? LedgerId, EventMark? LastEvent)
{
    public static ProjectionCheckpoint None { get; } = new(Position.Start, null, null);
}

/// <summary>An event, known by its place and its chain value.</summary>
public sealed record EventMark(string Stream, long Revision, string Chain);
