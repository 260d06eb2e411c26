namespace Ledger.Projections.Matching.Decision;

/// <summary>Ranks candidates and decides whether one of them is meant.</summary>
internal static class Answer
{
    public static UserMatches Of(IEnumerable<Candidate> candidates, int limit, double minScore)
    {
        var ranked = candidates
            .Select(candidate => (Candidate: candidate, Score: Calibration.ScoreOf(candidate.Fit.Evidence)))
            .Where(one => one.Score >= minScore)
            .OrderByDescending(one => one.Candidate.Fit.Evidence)
            .ThenBy(one => one.Candidate.User.Id, StringComparer.Ordinal)
            .ToList();
        var users = ranked.Take(limit)
            .Select(one => new UserMatch(one.Candidate.User.Id, one.Candidate.User.Name, one.Score, EvidenceReport.Of(one.Candidate)));
        return new UserMatches([.. users], ranked.Count, Decide([.. ranked.Take(2).Select(one => one.Candidate.Fit.Evidence)]));
    }

    private static MatchDecision Decide(double[] best) => best switch
    {
        [] or [< Weights.Threshold, ..] => MatchDecision.None,
        [var first, var second] when first - second < Weights.Tie => MatchDecision.Ambiguous,
        _ => MatchDecision.Match,
    };
}
