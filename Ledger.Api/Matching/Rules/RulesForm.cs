using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;

namespace Ledger.Api.Matching.Rules;

/// <summary>Rules as they are written down, in a file or in a request; every member is required, so that none is forgotten in silence.</summary>
/// <param name="Version">1 to 64 of A-Z a-z 0-9 . _ -; it stands in every match.</param>
/// <param name="Method"><c>names</c>, or <c>exact-names</c>: letter by letter.</param>
/// <param name="MinScore">From 0 to 1, with up to four decimals.</param>
/// <param name="Fields"><c>description</c>, <c>reference</c>, or both.</param>
/// <param name="Types">Of <c>deposit</c>, <c>withdrawal</c>, <c>transfer-in</c>, <c>transfer-out</c>, <c>capture</c>.</param>
internal sealed record RulesForm(
    string? Version = null, string? Method = null, decimal? MinScore = null, IReadOnlyList<string>? Fields = null, IReadOnlyList<string>? Types = null)
{
    public static RulesForm Of(MatchingRules rules) => new(rules.Version, rules.Method, rules.MinScore, rules.Fields, rules.Types);

    /// <exception cref="ProblemException">Something is wrong with them; all of it is named.</exception>
    public MatchingRules ToRules()
    {
        var checks = new Checks();
        checks.Id("version", Version, required: true);
        if (Version is { } version && version.StartsWith(RuleWords.OwnVersions, StringComparison.Ordinal) && !IsBuiltIn)
        {
            checks.Add("version", $"begins with {RuleWords.OwnVersions}, as only the ledger's own do");
        }

        if (Method is null || !RuleWords.Methods.Contains(Method, StringComparer.Ordinal))
        {
            checks.Add("method", $"must be one of {string.Join(", ", RuleWords.Methods)}");
        }

        if (MinScore is not (>= 0 and <= 1) || MinScore.Value != Math.Round(MinScore.Value, 4))
        {
            checks.Add("minScore", "must be a number from 0 to 1 with up to four decimals");
        }

        CheckList("fields", Fields, RuleWords.Fields);
        CheckList("types", Types, RuleWords.Types);
        checks.ThrowIfAny();
        return new(Version!, Method!, MinScore!.Value, Fields!, Types!);

        void CheckList(string field, IReadOnlyList<string>? words, IReadOnlyList<string> known)
        {
            if (words is not { Count: > 0 } || words.Any(word => !known.Contains(word, StringComparer.Ordinal)) || words.Distinct(StringComparer.Ordinal).Count() < words.Count)
            {
                checks.Add(field, $"must be a list of one or more of {string.Join(", ", known)}, each once");
            }
        }
    }

    private bool IsBuiltIn =>
        MatchingRules.BuiltIn is var own && Version == own.Version && Method == own.Method && MinScore == own.MinScore
        && own.Fields.SequenceEqual(Fields ?? [], StringComparer.Ordinal) && own.Types.SequenceEqual(Types ?? [], StringComparer.Ordinal);
}
