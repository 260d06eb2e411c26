using System.Globalization;
using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Api.Matching.Backtests;

namespace Ledger.Api.CommandLine.Matching;

/// <summary>A backtest for people.</summary>
internal static class BacktestView
{
    public static void Show(BacktestAnswer answer, string where, TextWriter output)
    {
        var (decisions, recorded) = (answer.Decisions, answer.Recorded);
        Line($"Rules {answer.Rules.Version} over {answer.Transactions:N0} {(answer.Transactions == 1 ? "transaction" : "transactions")} of {where}:");
        Line($"  {decisions.Match:N0} match, {decisions.Below:N0} below {answer.Rules.MinScore}, {decisions.Ambiguous:N0} ambiguous, {decisions.None:N0} name nobody, {decisions.NotLookedAt:N0} not looked at");
        Line($"Against what is recorded or proposed:");
        Line($"  {recorded.Same:N0} the same, {recorded.OtherUser:N0} another user, {recorded.New:N0} new, {recorded.Missing:N0} missing, {recorded.TakenBack:N0} taken back by somebody");
        foreach (var kind in answer.Differences.GroupBy(difference => difference.Kind, StringComparer.Ordinal))
        {
            var count = CountOf(kind.Key, recorded);
            Line($"{kind.Key}{(count > kind.Count() ? $" (the first {kind.Count()} of {count:N0})" : string.Empty)}");
            foreach (var difference in kind)
            {
                Line($"  {difference.TransactionId} {Quoted(difference.Description ?? difference.Reference)}");
                Line($"    {Sides(difference)}");
            }
        }

        void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Sides(BacktestDifference difference)
    {
        var found = difference.Found is { } user
            ? string.Create(CultureInfo.InvariantCulture, $"{difference.Decision}: {user.UserId} {Quoted(user.Name)} {user.Score:0.0000}")
            : difference.Decision;
        return difference.Recorded is not { } recorded
            ? found
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{found}; {recorded.Status}: {recorded.UserId} by {recorded.Method}{(recorded.Rule is null ? string.Empty : $" {recorded.Rule}")}{(recorded.Score is { } score ? $" {score:0.0000}" : string.Empty)}");
    }

    private static long CountOf(string kind, BacktestComparison recorded) => kind switch
    {
        BacktestWords.OtherUser => recorded.OtherUser,
        BacktestWords.New => recorded.New,
        BacktestWords.Missing => recorded.Missing,
        _ => recorded.TakenBack,
    };

    /// <summary>Control characters of a description are not for a terminal.</summary>
    private static string Quoted(string? text) => JsonSerializer.Serialize(text ?? string.Empty, Text.Answers);
}
