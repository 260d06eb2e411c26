using System.CommandLine;
using System.Text.Json;
using Ledger.Api.Audit;
using Ledger.Api.CommandLine.Access;
using Ledger.Api.Http;

namespace Ledger.Api.CommandLine.Audit;

/// <summary>
/// The command <c>verify</c>. Exit code 0: everything agrees; 1: there are findings; 2: it could not be carried out.
/// </summary>
internal static class VerifyCommand
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private static readonly Option<string?> s_account = new("--account") { Description = "Verify this account alone: its events and its rows." };
    private static readonly Option<bool> s_json = new("--json") { Description = "Only the result on standard output, as JSON; progress goes to standard error either way." };

    public static Command Create() => new OperatorCommand(
        "verify",
        "Checks every chain, recomputes every balance from the events and compares the read models. Ends with code 0 where all agree, 1 where something does not.",
        "verify",
        "verify --account alice",
        "verify --json --Ledger:DataDirectory ./data")
    {
        s_account, s_json,
    }.WithAccess().Runs(RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var ledger = await LedgerAccess.OpenAsync(parsed, cancellationToken);
        await using var verification = ledger switch
        {
            LedgerAccess.Service service => await ServiceVerification.BeginAsync(service.Client, parsed.GetValue(s_account), cancellationToken),
            LedgerAccess.Stores stores => (IRunningVerification)await StoresVerification.BeginAsync(stores, parsed.GetValue(s_account), cancellationToken),
            _ => throw new InvalidOperationException("A ledger is a service or stores."),
        };
        using var progress = new VerifyProgress(Console.Error, Console.IsErrorRedirected, TimeProvider.System);
        var answer = await verification.LookAsync(cancellationToken);
        while (answer.Status == "running")
        {
            progress.Show(answer);
            await Task.Delay(s_pause, cancellationToken);
            answer = await verification.LookAsync(cancellationToken);
        }

        progress.Show(answer);
        progress.Dispose();
        Print(answer, ledger.Where, parsed.GetValue(s_json));
        return answer.Error is not null ? OperatorCommand.Unreachable : answer.Status == "passed" ? OperatorCommand.Ok : OperatorCommand.Finding;
    }

    private static void Print(VerificationAnswer answer, string where, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(answer, Text.Answers));
            return;
        }

        if (answer.Error is { } error)
        {
            Console.Error.WriteLine(error);
            return;
        }

        var count = answer.Findings.Count + answer.MoreFindings;
        Console.WriteLine(count == 0
            ? $"Passed: {answer.EventsChecked} events of {where} and the read models at position {answer.Position} agree."
            : $"Failed: {count} findings in {answer.EventsChecked} events of {where} and the read models at position {answer.Position}.");
        foreach (var finding in answer.Findings)
        {
            var at = finding.Revision is { } revision ? $"{finding.Stream}, revision {revision}" : finding.Stream ?? "the ledger";
            Console.WriteLine($"  {finding.Kind}: {at}: {finding.Detail}");
        }

        if (answer.MoreFindings > 0)
        {
            Console.WriteLine($"  and {answer.MoreFindings} more");
        }
    }
}
