using System.CommandLine;
using Ledger.Api.CommandLine.Access;
using Ledger.Api.Matching.Rules;

namespace Ledger.Api.CommandLine.Matching;

/// <summary>
/// The commands <c>matching …</c>. Exit code of <c>backtest</c> 0: the rules lead to what is recorded; 1: to something else; 2: it could not be
/// carried out.
/// </summary>
internal static class MatchingCommand
{
    private static readonly Option<string> s_rules = new("--rules") { Description = "The rules to try: a file of JSON, as Ledger__MatchingRules takes it.", Required = true };

    public static Command Create()
    {
        var backtest = new OperatorCommand(
            "backtest",
            "Replays the history by other rules, and shows what they would have matched against what is recorded. Writes nothing. Ends with code 0 where both are the same, 1 where not.",
            "matching backtest --rules rules.json",
            "matching backtest --rules rules.json --json")
        { s_rules, JsonOption.Instance };
        return new Command("matching", "Looks after the automatic matcher.")
        {
            backtest.WithAccess().Runs((parsed, cancellationToken) => BacktestAsync(
                parsed, parsed.GetRequiredValue(s_rules), parsed.GetValue(JsonOption.Instance), cancellationToken)),
        };
    }

    private static async Task<int> BacktestAsync(ParseResult parsed, string path, bool json, CancellationToken cancellationToken)
    {
        if (!RulesFile.TryRead(path, out var rules, out var error))
        {
            throw new NotUnderstoodException(error);
        }

        await using var ledger = await LedgerAccess.OpenAsync(parsed, cancellationToken);
        var answer = await ProgressDisplay.RunAsync(!json, progress => ledger.With(
            service => BacktestSource.OfServiceAsync(service, rules, progress, cancellationToken),
            stores => BacktestSource.OfStoresAsync(stores, rules, progress, cancellationToken)));
        if (answer.Error is { } why)
        {
            throw new LedgerUnreachableException(why);
        }

        if (json)
        {
            Console.WriteLine(JsonOption.Format(answer));
        }
        else
        {
            BacktestView.Show(answer, ledger.Where, Console.Out);
        }

        return answer.Recorded.AgreesInAll ? OperatorCommand.Ok : OperatorCommand.Finding;
    }
}
