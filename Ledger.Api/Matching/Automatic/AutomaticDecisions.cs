using Ledger.Api.Matching.Rules;
using Ledger.Projections.Matches;
using Ledger.Projections.Transactions;
using Ledger.Projections.Users;

namespace Ledger.Api.Matching.Automatic;

/// <summary>Decides about transactions, and has recorded what comes of it.</summary>
internal sealed class AutomaticDecisions(MatchingRules rules, UserIndex users, MatchQueries matches, AutomaticMatches recorded, MatchingMeter meter)
{
    /// <summary>Does it for all that the rules look at. Where it fails, all of them are to be given again; what was done then has no effect.</summary>
    public async Task TakeAsync(IReadOnlyList<WalkedTransaction> transactions, CancellationToken cancellationToken)
    {
        var meant = transactions.Where(rules.LooksAt).ToList();
        if (meant.Count == 0)
        {
            return;
        }

        // It saves work alone: what is not seen here yet, the claims know.
        var known = await matches.WithUsersAsync(meant.ConvertAll(transaction => transaction.Id), cancellationToken);
        var index = await users.CurrentAsync(cancellationToken);
        var (recording, outcomes) = (new List<Task>(), new List<string>());
        try
        {
            foreach (var transaction in meant)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var decision = known.Contains(transaction.Id) ? new(MatchingMeter.Known, null) : RuleDecision.Of(rules, index, transaction);
                if (decision.Kind == DecisionWords.Match)
                {
                    recording.Add(recorded.RecordAsync(transaction, decision.User!));
                }
                else
                {
                    outcomes.Add(decision.Kind);
                }
            }
        }
        finally
        {
            // Also where it ends early, so that nothing is under way unobserved.
            await Task.WhenAll(recording);
        }

        foreach (var outcome in outcomes.CountBy(outcome => outcome))
        {
            meter.Count(outcome.Key, outcome.Value);
        }
    }
}
