using System.Globalization;
using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Domain.Accounts;
using Ledger.Projections.Matching;

namespace Ledger.Api.Matching.Matches;

/// <summary>What was found in a description, as it is recorded with a match.</summary>
internal static class FoundGrounds
{
    /// <param name="found"><see langword="null"/> where the description says nothing of the user.</param>
    public static MatchGrounds Of(string method, string? rule, UserMatch? found) => new(
        method,
        rule,
        found is null ? null : ScoreOf(found).ToString(CultureInfo.InvariantCulture),
        new(null, new(found is null ? null : JsonSerializer.Serialize(found.Evidence.Select(MatchEvidenceAnswer.Of), Text.Answers))));

    /// <summary>The score as it is recorded, and held against thresholds.</summary>
    public static decimal ScoreOf(UserMatch found) => Math.Round((decimal)found.Score, 4);
}
