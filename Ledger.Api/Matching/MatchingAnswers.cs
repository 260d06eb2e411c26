using System.Text.Json.Serialization;
using Ledger.Projections.Matching;

namespace Ledger.Api.Matching;

/// <summary>Who is named in a description, best first.</summary>
/// <param name="TransactionId">The transaction whose description it is, where one was asked for.</param>
/// <param name="TotalMatches">How many reach the score that was asked for.</param>
/// <param name="Decision"><c>match</c>: the first user is meant; <c>ambiguous</c>: several fit equally and stand first; <c>none</c>: nobody is named.</param>
internal sealed record MatchedUsersAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TransactionId,
    IReadOnlyList<MatchedUserAnswer> Users,
    int TotalMatches,
    string Decision)
{
    public static MatchedUsersAnswer Of(string? transactionId, UserMatches matches) => new(
        transactionId,
        [.. matches.Users.Select(user => new MatchedUserAnswer(
            user.Id, user.Name, Math.Round(user.Score, 4), [.. user.Evidence.Select(MatchEvidenceAnswer.Of)]))],
        matches.Total,
        WordOf(matches.Decision));

    private static string WordOf(MatchDecision decision) => decision switch
    {
        MatchDecision.Match => "match",
        MatchDecision.Ambiguous => "ambiguous",
        _ => "none",
    };
}

/// <param name="Score">From 0 to 1: how often somebody is meant who fits as well as this.</param>
internal sealed record MatchedUserAnswer(string Id, string Name, double Score, IReadOnlyList<MatchEvidenceAnswer> Evidence);

/// <summary>Which letters of the description stand for a word of the name, and how.</summary>
/// <param name="Text">As it is written in the description.</param>
/// <param name="Start">Where it begins there, in UTF-16 code units.</param>
/// <param name="Kind"><c>exact</c>, <c>typo</c>, <c>torn</c>, <c>glued</c>, <c>nickname</c>, <c>transliterated</c> or <c>initial</c>.</param>
/// <param name="Edits">0 where each letter is as expected, about 1 for each that is not.</param>
internal sealed record MatchEvidenceAnswer(string NameWord, string Text, int Start, string Kind, double Edits)
{
    public static MatchEvidenceAnswer Of(MatchEvidence evidence) =>
        new(evidence.NameWord, evidence.Text, evidence.Start, evidence.Kind.ToString().ToLowerInvariant(), Math.Round(evidence.Edits, 2));
}
