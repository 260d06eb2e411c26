using System.CommandLine;
using System.Diagnostics;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
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
        var times = new Option<int>("--times") { Description = "How often, one after another: what the first does to warm up is in its figures.", DefaultValueFactory = _ => 1 };
        var command = new Command("verify", "Measures verifying events and read models.") { data, account, times };
        command.SetAction((arguments, token) =>
            RunAsync(arguments.GetRequiredValue(data).FullName, arguments.GetValue(account), arguments.GetValue(times), token));
        return command;
    }

    private static async Task<int> RunAsync(string data, string? account, int times, CancellationToken cancellationToken)
    {
        using var events = EmbeddedEventStore.Open(data, NullLogger.Instance);
        using var readModels = SqliteReadModelStore.Open(data);
        var verifier = new Verifier(events, EventSerializer.Default, readModels, LedgerStreams.All, TimeProvider.System);
        var passed = true;
        for (var i = 0; i < times; i++)
        {
            passed &= await MeasureAsync(verifier, account, cancellationToken);
        }

        return passed ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(Verifier verifier, string? account, CancellationToken cancellationToken)
    {
        var (progress, allocated) = (new VerificationProgress(TimeProvider.System), GC.GetTotalAllocatedBytes());
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var report = await (account is null
            ? verifier.VerifyAsync(progress, cancellationToken)
            : verifier.VerifyAccountAsync(account, progress, cancellationToken));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{report.EventsChecked:N0} events in {progress.Elapsed.TotalSeconds:F2} s, {progress.EventsPerSecond:N0} events a second, "
            + $"{(process.TotalProcessorTime - processor).TotalSeconds:F1} s of processor time, {(GC.GetTotalAllocatedBytes() - allocated) >> 20} MiB allocated, "
            + $"peak memory {process.PeakWorkingSet64 >> 20} MiB, "
            + $"{report.Findings.Count + report.More} findings");
        foreach (var finding in report.Findings)
        {
            Console.WriteLine(finding);
        }

        return report.Passed;
    }
}
