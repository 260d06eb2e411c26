using System.CommandLine;
using System.Diagnostics;
using Ledger.Benchmarks.Measures.EventStoreDb;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Archive;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Measures;

/// <summary>How many events a second are exported, checked and imported.</summary>
internal static class ArchiveMeasure
{
    public static Command Create()
    {
        var count = new Option<int>("--events") { Description = "How many.", DefaultValueFactory = _ => 300_000 };
        var accounts = new Option<int>("--accounts") { Description = "Over how many accounts.", DefaultValueFactory = _ => 10_000 };
        var command = new Command("archive", "Measures export, check and import: embedded, and over EventStoreDB's protocol from memory.") { count, accounts };
        command.SetAction(async (arguments, _) =>
        {
            var directory = Directory.CreateTempSubdirectory("ledger-archive-");
            await RunAsync(directory.FullName, arguments.GetValue(count), arguments.GetValue(accounts));
            directory.Delete(recursive: true);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(string directory, int count, int accounts)
    {
        var file = Path.Combine(directory, "export.ndjson");
        using (var source = EmbeddedEventStore.Open(Path.Combine(directory, "source"), NullLogger.Instance))
        {
            var id = await FillAsync(source, count, accounts);
            var tail = await source.ReadTailAsync(CancellationToken.None);
            await MeasureAsync("export, embedded", count, async () =>
            {
                await using var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 0);
                await LedgerExport.WriteAsync(source, id, new(null, null, tail), output, null, CancellationToken.None);
            });
        }

        Console.WriteLine($"the file: {new FileInfo(file).Length / count:N0} bytes an event");
        await MeasureAsync("check", count, () => ArchiveFile.CheckAsync(file, null, CancellationToken.None));
        using (var target = EmbeddedEventStore.Open(Path.Combine(directory, "target"), NullLogger.Instance))
        {
            await MeasureAsync("import, embedded", count, () => LedgerImport.RunAsync(target, file, null, CancellationToken.None));
        }

        using var server = await ServerProcess.StartAsync();
        await using var store = new EventStoreDbStore(
            ConnectionString.Parse(server.ConnectionString), TimeProvider.System, NullLogger<EventStoreDbStore>.Instance);
        await MeasureAsync("import, EventStoreDB's protocol", count, async () =>
        {
            var result = await LedgerImport.RunAsync(store, file, null, CancellationToken.None);
            Console.WriteLine(result.IsInOrder ? "in order" : "not in order");
        });
        await MeasureAsync("export, EventStoreDB's protocol", count, async () => await LedgerExport.WriteAsync(
            store, Guid.Empty, new(null, null, await store.ReadTailAsync(CancellationToken.None)), Stream.Null, null, CancellationToken.None));
    }

    private static async Task MeasureAsync(string what, int count, Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        Console.WriteLine($"{what}: {count / Stopwatch.GetElapsedTime(began).TotalSeconds:N0} events a second, peak memory of the process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
    }

    /// <summary>Deposits to accounts in turn, as they would come in from many clients: hardly ever two of one account in a row.</summary>
    private static async Task<Guid> FillAsync(EmbeddedEventStore store, int count, int accounts)
    {
        var euro = Currency.Parse("EUR");
        var id = await LedgerIdentity.EnsureAsync(store, EventSerializer.Default, Guid.NewGuid(), TimeProvider.System, CancellationToken.None);
        var streams = Enumerable.Range(0, accounts).Select(i => new StreamName(Account.StreamOf($"bench-{i}"))).ToArray();
        var chains = streams.Select(Chain.StartOf).ToArray();
        var inFlight = new Queue<Task>();
        for (var i = 0; i < count - 1; i++)
        {
            var (at, revision) = (i % accounts, i / accounts);
            var e = new FundsDeposited(Guid.CreateVersion7(), new(1, euro), new(revision, euro), null, new(null, new("Salary November", "SAL-2026-11")));
            var metadata = new EventMetadata(
                "326d843a366e08e23cd1fdbf1b9835c4", "326d843a366e08e23cd1fdbf1b9835c4", "bench", Instant.Truncate(TimeProvider.System.GetUtcNow()), e.TransactionId, null);
            (var data, chains[at]) = EventSerializer.Default.Serialize(e, Guid.CreateVersion7(), metadata, revision, chains[at]);
            inFlight.Enqueue(store.AppendAsync(streams[at], ExpectedRevision.Before(revision), [data], CancellationToken.None));
            while (inFlight.Count > 4096)
            {
                await inFlight.Dequeue();
            }
        }

        await Task.WhenAll(inFlight);
        return id;
    }
}
