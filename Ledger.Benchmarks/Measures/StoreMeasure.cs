using System.CommandLine;
using System.Diagnostics;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Measures;

/// <summary>How many appends a second the bare embedded store commits, one at a time and many at once.</summary>
internal static class StoreMeasure
{
    public static Command Create()
    {
        var seconds = new Option<int>("--duration") { Description = "Seconds each.", DefaultValueFactory = _ => 5 };
        var command = new Command("store", "Measures appends of the bare embedded store: one at a time, and 64 at once.") { seconds };
        command.SetAction(async (arguments, _) =>
        {
            var duration = TimeSpan.FromSeconds(arguments.GetValue(seconds));
            var directory = Directory.CreateTempSubdirectory("ledger-store-");
            using (var store = EmbeddedEventStore.Open(directory.FullName, NullLogger.Instance))
            {
                Console.WriteLine($"one at a time: {await AppendAsync(store, 1, duration):N0} appends a second");
                Console.WriteLine($"64 at once:    {await AppendAsync(store, 64, duration):N0} appends a second");
            }

            directory.Delete(recursive: true);
            return 0;
        });
        return command;
    }

    private static async Task<double> AppendAsync(EmbeddedEventStore store, int writers, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var stream = new StreamName($"account-bench-{writers}-{writer}");
            var (chain, count) = (Chain.StartOf(stream), 0);
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var e = new FundsDeposited(
                    Guid.CreateVersion7(), new(1, Currency.Parse("EUR")), new(count, Currency.Parse("EUR")), null, new(null, new("Salary")));
                var metadata = new EventMetadata("c", "c", "bench", Instant.Truncate(TimeProvider.System.GetUtcNow()), e.TransactionId, null);
                (var data, chain) = EventSerializer.Default.Serialize(e, Guid.CreateVersion7(), metadata, count, chain);
                await store.AppendAsync(stream, ExpectedRevision.Before(count), [data], CancellationToken.None);
                count++;
            }

            return count;
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
