using System.Globalization;
using Ledger.Api.Matching.Rules;

namespace Ledger.Api.Matching.Backtests;

/// <param name="Status"><c>running</c>, <c>done</c>, or <c>failed</c> where it could not be carried out.</param>
/// <param name="Total">How many transactions there are to look at.</param>
/// <param name="Differences">The first of each kind, with the users and scores.</param>
internal sealed record BacktestAnswer(
    Guid Id,
    string Status,
    RulesForm Rules,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long Transactions,
    long? Total,
    BacktestDecisions Decisions,
    BacktestComparison Recorded,
    IReadOnlyList<BacktestDifference> Differences,
    string? Error)
{
    public static BacktestAnswer Of(Backtest backtest)
    {
        var end = backtest.End;
        var counts = backtest.Tally.Counts();
        return new(
            backtest.Id,
            end is null ? "running" : end.Error is null ? "done" : "failed",
            RulesForm.Of(backtest.Rules),
            backtest.StartedAt,
            end?.At,
            counts.Transactions,
            backtest.Total,
            counts.Decisions,
            counts.Recorded,
            backtest.Tally.Differences(),
            end?.Error);
    }
}

internal sealed record BacktestCounts(long Transactions, BacktestDecisions Decisions, BacktestComparison Recorded);

/// <summary>What the rules say.</summary>
/// <param name="Below">Somebody is meant, and the score is less than the rules ask for.</param>
/// <param name="NotLookedAt">Of types that the rules leave out, reversed, declined, or pending.</param>
internal sealed record BacktestDecisions(long Match, long Below, long Ambiguous, long None, long NotLookedAt);

/// <summary>That against the matches with users that are recorded, or proposed and not answered.</summary>
/// <param name="New">The rules find somebody, and there is no match.</param>
/// <param name="Missing">There is a match, and the rules find nobody.</param>
/// <param name="TakenBack">The rules find somebody, and a match was taken back.</param>
internal sealed record BacktestComparison(long Same, long OtherUser, long New, long Missing, long TakenBack)
{
    public bool AgreesInAll => this is { OtherUser: 0, New: 0, Missing: 0, TakenBack: 0 };
}

/// <param name="Kind"><c>other-user</c>, <c>new</c>, <c>missing</c> or <c>taken-back</c>.</param>
/// <param name="Decision"><c>match</c>, <c>below</c>, <c>ambiguous</c>, <c>none</c>, or <c>not-looked-at</c>.</param>
/// <param name="Found">Who is meant; where nobody is, who fits best.</param>
internal sealed record BacktestDifference(
    string Kind, string TransactionId, string AccountId, string? Description, string? Reference, string Decision, BacktestFound? Found, BacktestRecorded? Recorded);

internal sealed record BacktestFound(string UserId, string Name, decimal Score);

internal sealed record BacktestRecorded(string MatchId, string Status, string UserId, string Method, string? Rule, decimal? Score);

/// <summary>A score as it is stored, as a number.</summary>
internal static class MatchScore
{
    public static decimal? Of(string? stored) => stored is null ? null : decimal.Parse(stored, CultureInfo.InvariantCulture);
}
