using System.CommandLine;
using System.Diagnostics;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections;
using Ledger.Projections.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Measures;

/// <summary>How fast projections are built from the history of a stopped ledger.</summary>
internal static class RebuildMeasure
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The data directory of a ledger that is stopped.", Required = true };
        var names = new Option<string[]>("--projection") { Description = "Which; all of them where it is not given.", AllowMultipleArgumentsPerToken = true };
        var readModels = new Option<string>("--read-models") { Description = "A connection string of PostgreSQL; SQLite where it is not given." };
        var command = new Command("rebuild", "Measures building projections anew, beside the read models that are there.") { data, names, readModels };
        command.SetAction((arguments, token) => RunAsync(
            arguments.GetRequiredValue(data).FullName, arguments.GetValue(names) ?? [], arguments.GetValue(readModels), token));
        return command;
    }

    private static async Task<int> RunAsync(string data, string[] names, string? connection, CancellationToken cancellationToken)
    {
        var chosen = LedgerProjections.All(Currency.Parse("EUR")).Where(projection => names.Length == 0 || names.Contains(projection.Schema.Name, StringComparer.Ordinal)).ToList();
        using (var events = EmbeddedEventStore.Open(data, NullLogger.Instance))
        await using (var readModels = await MeasuredReadModels.CreateAsync(connection, cancellationToken))
        {
            var ledgerId = await LedgerIdentity.EnsureAsync(events, EventSerializer.Default, Guid.NewGuid(), TimeProvider.System, cancellationToken);
            var runners = chosen.Select(projection => new ProjectionRunner(
                projection, readModels.Store, ledgerId, TimeProvider.System, NullLogger.Instance)).ToList();
            var tail = await events.ReadTailAsync(cancellationToken);
            using var host = new ProjectionHost(
                events, EventSerializer.Default, runners, StreamFilter.All, TimeProvider.System, NullLogger.Instance);
            var started = Stopwatch.GetTimestamp();
            await host.StartAsync(cancellationToken);
            foreach (var runner in runners)
            {
                await runner.Progress.WaitForAsync(tail, TimeSpan.FromHours(1), cancellationToken);
            }

            var loaded = Stopwatch.GetElapsedTime(started).TotalSeconds;
            while (runners.Exists(runner => runner.State == ProjectionState.CatchingUp))
            {
                await Task.Delay(10, cancellationToken);
            }

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await host.StopAsync(cancellationToken);
            Console.WriteLine($"{string.Join(", ", runners.Select(runner => runner.Name))}: {tail.Commit:N0} events in {seconds:F2} s, "
                + $"{tail.Commit / seconds:N0} events a second ({seconds - loaded:F2} s of it for indexes), "
                + $"{Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F1} s of processor time, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        }

        return 0;
    }
}
