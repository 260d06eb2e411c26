using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Measures.EventStoreDb;

/// <summary>What the adapter adds to a bare loop over the same calls: appends in flight, and a read of everything.</summary>
internal static class EventStoreDbMeasure
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes($$"""{"filler":"{{new string('x', 187)}}"}""");
    private static readonly int[] InFlight = [1, 64, 256];

    public static Command Create()
    {
        var server = new Option<string?>("--server") { Description = "Connection string of a server; without it, a protocol server is started." };
        var seconds = new Option<int>("--duration") { Description = "Seconds each.", DefaultValueFactory = _ => 3 };
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured; medians are shown.", DefaultValueFactory = _ => 5 };
        var command = new Command("eventstoredb", "Measures the EventStoreDB adapter beside a bare loop over the same calls.") { server, seconds, rounds };
        command.SetAction(async (arguments, _) =>
        {
            if (arguments.GetValue(server) is { } named)
            {
                await MeasureAsync(named, TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(rounds));
                return 0;
            }

            using var process = await ServerProcess.StartAsync();
            await MeasureAsync(process.ConnectionString, TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(rounds));
            return 0;
        });
        return command;
    }

    private static async Task MeasureAsync(string connectionString, TimeSpan duration, int rounds)
    {
        var settings = ConnectionString.Parse(connectionString);
        await using var store = new EventStoreDbStore(settings, TimeProvider.System, NullLogger<EventStoreDbStore>.Instance);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var bare = new GrpcChannel(settings.Seeds[0].ToUri(settings.Tls), settings.Credentials, http, TimeProvider.System);
        foreach (var inFlight in InFlight)
        {
            await CompareAsync(
                $"appends a second, {inFlight} in flight",
                rounds,
                () => BareLoop.AppendAsync(bare, inFlight, Data, duration),
                () => AppendAsync(store, inFlight, duration));
        }

        await CompareAsync(
            "events a second, reading everything",
            rounds,
            () => BareLoop.ReadAllAsync(bare),
            async () => await store.ReadAllAsync(Position.Start, new(["bench-"]), CancellationToken.None).LongCountAsync());
    }

    /// <summary>Turn by turn, so that what else the machine does meets both.</summary>
    private static async Task CompareAsync(string what, int rounds, Func<Task<long>> bare, Func<Task<long>> adapter)
    {
        var (ofBare, ofAdapter) = (new List<Figure>(), new List<Figure>());
        for (var round = 0; round < rounds; round++)
        {
            ofBare.Add(await MeasureAsync(bare));
            ofAdapter.Add(await MeasureAsync(adapter));
        }

        var (left, right) = (Median(ofBare, figure => figure.PerSecond), Median(ofAdapter, figure => figure.PerSecond));
        Console.WriteLine(
            $"{what}: bare {left:N0}, adapter {right:N0} ({right / left:P0}); "
            + $"allocated each: {Median(ofBare, figure => figure.Bytes):N0} and {Median(ofAdapter, figure => figure.Bytes):N0} bytes");
    }

    private static async Task<Figure> MeasureAsync(Func<Task<long>> work)
    {
        var (allocated, started) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        var count = await work();
        return new(count / Stopwatch.GetElapsedTime(started).TotalSeconds, (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / count);
    }

    private static double Median(List<Figure> figures, Func<Figure, double> of) => figures.Select(of).Order().ElementAt(figures.Count / 2);

    private static async Task<long> AppendAsync(EventStoreDbStore store, int inFlight, TimeSpan duration)
    {
        var run = Guid.CreateVersion7();
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(writer => Task.Run(async () =>
        {
            var stream = new StreamName($"bench-{run}-{writer}");
            var count = 0L;
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var e = new EventData(Guid.CreateVersion7(), "benched.v1", Data, ReadOnlyMemory<byte>.Empty);
                if (await store.AppendAsync(stream, ExpectedRevision.Before(count), [e], CancellationToken.None) is not AppendResult.Appended)
                {
                    throw new InvalidOperationException("An append of the only writer met a conflict.");
                }

                count++;
            }

            return count;
        })));
        return counts.Sum();
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Figure(double PerSecond, double Bytes);
}
