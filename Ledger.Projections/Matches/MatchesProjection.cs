using Ledger.Domain.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Matches;

/// <summary>
/// What transactions were found to belong to. Each row is of one event and never changes: what became of a match, its steps say.
/// </summary>
public sealed class MatchesProjection : IProjection
{
    public const string Name = "matches";

    private const string Stream = $"'{Account.StreamPrefix}' || account_id";

    public ProjectionSchema Schema { get; } = new(Name, 1,
    [
        new TableSchema("matches", Stream)
            .WithKey("id")
            .WithText("account_id")
            .WithText("transaction_id")
            .WithNumber("is_proposal")
            .WithText("user_id", nullable: true)
            .WithText("tolerance", nullable: true)
            .WithText("method")
            .WithText("rule", nullable: true)
            .WithText("score", nullable: true)
            .WithText("evidence", nullable: true)
            .WithNumber("recorded_at")
            .WithNumber("revision")
            .WithNumber("commit_position")
            .WithNumber("prepare_position")
            .WithIndex("matches_by_position", "commit_position", "prepare_position")
            .WithIndex("matches_by_account", "account_id", "revision")
            .WithIndex("matches_by_user", "user_id", "commit_position", "prepare_position"),
        // The transaction itself, and the others of the match.
        new TableSchema("match_members", Stream)
            .WithKey("match_id")
            .WithKey("transaction_id")
            .WithText("account_id")
            .WithText("member_account_id")
            .WithNumber("revision")
            .WithIndex("match_members_by_transaction", "transaction_id")
            .WithIndex("match_members_by_account", "account_id", "revision"),
        new TableSchema("match_steps", Stream)
            .WithKey("match_id")
            .WithKey("step")
            .WithText("account_id")
            .WithText("reason", nullable: true)
            .WithNumber("recorded_at")
            .WithNumber("revision")
            .WithIndex("match_steps_by_account", "account_id", "revision"),
    ]);

    public IFold Begin() => new MatchesFold();
}

/// <summary>What becomes of a match, in the words of the tables and of the API.</summary>
public static class MatchWords
{
    public const string Proposed = "proposed";
    public const string Recorded = "recorded";
    public const string Accepted = "accepted";
    public const string Undone = "undone";
}
