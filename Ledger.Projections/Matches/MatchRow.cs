using Ledger.EventStore.Port;

namespace Ledger.Projections.Matches;

/// <summary>A row of <c>matches</c> with what became of it; times in microseconds since 1970.</summary>
public sealed record MatchRow
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required string TransactionId { get; init; }

    /// <summary>See <see cref="MatchWords"/>.</summary>
    public required string Status { get; init; }

    public string? UserId { get; init; }

    public string? Tolerance { get; init; }

    public required string Method { get; init; }

    public string? Rule { get; init; }

    public string? Score { get; init; }

    /// <summary>JSON.</summary>
    public string? Evidence { get; init; }

    public long RecordedAt { get; init; }

    public long? AcceptedAt { get; init; }

    public long? UndoneAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>Where in its account's history it was recorded, or accepted; <see langword="null"/> where it was only proposed.</summary>
    public long? RecordedRevision { get; init; }

    public long CommitPosition { get; init; }

    public long PreparePosition { get; init; }

    /// <summary>Where it was recorded or proposed: the place in lists.</summary>
    public Position Position => new((ulong)CommitPosition, (ulong)PreparePosition);

    /// <summary>All transactions of the match; the first is the one that it is recorded with.</summary>
    public IReadOnlyList<MatchMemberRow> Members { get; init; } = [];
}

public sealed record MatchMemberRow
{
    public required string MatchId { get; init; }

    public required string TransactionId { get; init; }

    public required string AccountId { get; init; }
}

/// <param name="TransactionId">As the first or as another.</param>
public sealed record MatchFilter(string? UserId, string? TransactionId, string? Status, string? Method);
