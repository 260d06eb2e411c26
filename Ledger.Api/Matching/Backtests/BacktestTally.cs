using System.Collections.Immutable;
using Ledger.Api.Matching.Matches;
using Ledger.Api.Matching.Rules;
using Ledger.Projections.Matches;
using Ledger.Projections.Matching;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Matching.Backtests;

/// <summary>What rules would have matched, against what stands in the history. Counted while it is read; not for two threads that write.</summary>
internal sealed class BacktestTally
{
    /// <summary>Of each kind of difference, the first are listed.</summary>
    private const int ListedOfAKind = 20;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly List<BacktestDifference> _differences = [];

    public void Add(MatchingRules rules, WalkedTransaction transaction, RuleDecision? decision, IEnumerable<MatchRow> matches)
    {
        var known = matches.ToList();
        // What was proposed and waits to be accepted is the word of the rules of then, as much as what was recorded.
        var standing = known.Find(match => match.Status == MatchWords.Recorded) ?? known.Find(match => match.Status == MatchWords.Proposed);
        var found = decision is { Kind: DecisionWords.Match } ? decision.User : null;
        var kind = (found, standing) switch
        {
            (null, null) => null,
            (null, _) => BacktestWords.Missing,
            (_, null) => known.Count > 0 ? BacktestWords.TakenBack : BacktestWords.New,
            _ => found.Id == standing.UserId ? BacktestWords.Same : BacktestWords.OtherUser,
        };
        lock (_gate)
        {
            Count(BacktestWords.Transactions);
            Count(rules.LooksAt(transaction) ? decision!.Kind : BacktestWords.NotLookedAt);
            if (kind is not null)
            {
                Count(kind);
                if (kind != BacktestWords.Same && _counts[kind] <= ListedOfAKind)
                {
                    _differences.Add(DifferenceOf(kind, transaction, decision, standing ?? known.FirstOrDefault()));
                }
            }
        }
    }

    public BacktestCounts Counts()
    {
        lock (_gate)
        {
            return new(
                Of(BacktestWords.Transactions),
                new(Of(DecisionWords.Match), Of(DecisionWords.Below), Of(DecisionWords.Ambiguous), Of(DecisionWords.None), Of(BacktestWords.NotLookedAt)),
                new(Of(BacktestWords.Same), Of(BacktestWords.OtherUser), Of(BacktestWords.New), Of(BacktestWords.Missing), Of(BacktestWords.TakenBack)));
        }

        long Of(string what) => _counts.GetValueOrDefault(what);
    }

    /// <summary>The first of each kind, kind by kind.</summary>
    public IReadOnlyList<BacktestDifference> Differences()
    {
        lock (_gate)
        {
            return [.. _differences.OrderBy(difference => BacktestWords.Differences.IndexOf(difference.Kind))];
        }
    }

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    private static BacktestDifference DifferenceOf(string kind, WalkedTransaction transaction, RuleDecision? decision, MatchRow? recorded) => new(
        kind,
        transaction.Id,
        transaction.AccountId,
        transaction.Description,
        transaction.Reference,
        decision?.Kind ?? BacktestWords.NotLookedAt,
        decision?.User is { } user ? Of(user) : null,
        recorded is null ? null : new(recorded.Id, recorded.Status, recorded.UserId!, recorded.Method, recorded.Rule, MatchScore.Of(recorded.Score)));

    private static BacktestFound Of(UserMatch user) => new(user.Id, user.Name, FoundGrounds.ScoreOf(user));
}

/// <summary>The words of backtests, beside <see cref="DecisionWords"/>.</summary>
internal static class BacktestWords
{
    public const string Transactions = "transactions";

    /// <summary>It is of a type that the rules leave out, or it was reversed.</summary>
    public const string NotLookedAt = "not-looked-at";

    public const string Same = "same";
    public const string OtherUser = "other-user";
    public const string New = "new";
    public const string Missing = "missing";

    /// <summary>It had a match, or a proposed one, and somebody took that back.</summary>
    public const string TakenBack = "taken-back";

    public static ImmutableArray<string> Differences { get; } = [OtherUser, New, Missing, TakenBack];
}
