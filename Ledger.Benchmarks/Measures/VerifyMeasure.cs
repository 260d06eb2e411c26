using System.CommandLine;
using System.Diagnostics;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Audit;
using Ledger.Projections.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Measures;

/// <summary>How fast a stopped ledger is verified, its read models included.</summary>
internal static class VerifyMeasure
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The data directory of a ledger that is stopped.", Required = true };
        var account = new Option<string?>("--account") { Description = "One account alone." };
        var command = new Command("verify", "Measures verifying events and read models.") { data, account };
        command.SetAction((arguments, token) => RunAsync(arguments.GetRequiredValue(data).FullName, arguments.GetValue(account), token));
        return command;
    }

    private static async Task<int> RunAsync(string data, string? account, CancellationToken cancellationToken)
    {
        using var events = EmbeddedEventStore.Open(data, NullLogger.Instance);
        using var readModels = SqliteReadModelStore.Open(data);
        var verifier = new Verifier(
            events, EventSerializer.Default, readModels, new StreamFilter([Account.StreamPrefix, "user-", "transfer-", "ledger-"]), TimeProvider.System);
        var progress = new VerificationProgress(TimeProvider.System);
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var report = await (account is null
            ? verifier.VerifyAsync(progress, cancellationToken)
            : verifier.VerifyAccountAsync(account, progress, cancellationToken));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{report.EventsChecked:N0} events in {progress.Elapsed.TotalSeconds:F2} s, {progress.EventsPerSecond:N0} events a second, "
            + $"{(process.TotalProcessorTime - processor).TotalSeconds:F1} s of processor time, peak memory {process.PeakWorkingSet64 >> 20} MiB, "
            + $"{report.Findings.Count + report.More} findings");
        foreach (var finding in report.Findings)
        {
            Console.WriteLine(finding);
        }

        return report.Passed ? 0 : 1;
    }
}
