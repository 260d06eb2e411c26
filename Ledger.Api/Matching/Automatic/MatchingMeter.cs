using System.Diagnostics.Metrics;
using Ledger.Api.Matching.Rules;

namespace Ledger.Api.Matching.Automatic;

/// <summary>What is measured of the automatic matcher.</summary>
internal sealed class MatchingMeter
{
    /// <summary>Outcomes beside those of <see cref="DecisionWords"/>, in place of <c>match</c>.</summary>
    public const string Recorded = "recorded";
    public const string Proposed = "proposed";

    /// <summary>It has a match, or a proposed one, or had one that was taken back.</summary>
    public const string Known = "known";

    /// <summary>The account takes none.</summary>
    public const string Refused = "refused";

    private readonly Counter<long> _decisions;

    public MatchingMeter(Meter meter, MatchingState state)
    {
        _decisions = meter.CreateCounter<long>("ledger.matching.decisions", "{transaction}", "Transactions that the automatic matcher has looked at, by what came of it");
        meter.CreateObservableGauge("ledger.matching.lag", state.LagMs, "ms", "Age of the oldest transaction that the automatic matcher has before it");
        foreach (var outcome in new[] { Recorded, Proposed, Known, Refused, DecisionWords.Below, DecisionWords.Ambiguous, DecisionWords.None })
        {
            Count(outcome, 0);
        }
    }

    public void Count(string outcome, long transactions = 1) => _decisions.Add(transactions, new KeyValuePair<string, object?>("outcome", outcome));
}
