using Ledger.Api.Matching.Matches;
using Ledger.Projections.Matching;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Matching.Rules;

/// <summary>What rules say about one transaction.</summary>
/// <param name="Kind">See <see cref="DecisionWords"/>.</param>
/// <param name="User">Who is meant; where nobody is, who fits best. <see langword="null"/> where nobody fits at all.</param>
internal sealed record RuleDecision(string Kind, UserMatch? User)
{
    // Two are enough to tell whether the first stands alone.
    private const int Looked = 2;

    /// <summary>Decides about a transaction, among the users as they are now.</summary>
    public static RuleDecision Of(MatchingRules rules, UserMatcher users, WalkedTransaction transaction)
    {
        var (named, match, best) = ((string?)null, (UserMatch?)null, (UserMatch?)null);
        foreach (var field in rules.Fields)
        {
            var text = field == RuleWords.Reference ? transaction.Reference : transaction.Description;
            if (string.IsNullOrEmpty(text))
            {
                continue;
            }

            var found = users.Match(text, Looked, 0);
            var first = found.Users.Count > 0 ? found.Users[0] : null;
            best = first is not null && (best is null || first.Score > best.Score) ? first : best;
            // Two fields that name two people are as little a decision as one that does.
            if (found.Decision == MatchDecision.Ambiguous || (found.Decision == MatchDecision.Match && named is not null && named != first!.Id))
            {
                return new(DecisionWords.Ambiguous, best);
            }

            if (found.Decision == MatchDecision.Match)
            {
                named = first!.Id;
                match = IsEnough(rules, first) && (match is null || first.Score > match.Score) ? first : match;
            }
        }

        return match is null ? new(DecisionWords.None, best)
            : new(FoundGrounds.ScoreOf(match) >= rules.MinScore ? DecisionWords.Match : DecisionWords.Below, match);
    }

    private static bool IsEnough(MatchingRules rules, UserMatch found) =>
        rules.Method != RuleWords.ExactNames || found.Evidence.All(evidence => evidence.Kind == MatchKind.Exact);
}

/// <summary>How a decision is called.</summary>
internal static class DecisionWords
{
    public const string Match = "match";

    /// <summary>Somebody is meant, and the score is less than the rules ask for.</summary>
    public const string Below = "below";

    public const string Ambiguous = "ambiguous";
    public const string None = "none";
}
