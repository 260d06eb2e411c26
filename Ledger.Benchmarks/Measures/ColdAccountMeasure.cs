using System.CommandLine;
using System.Diagnostics;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Closings;
using Ledger.Projections.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Measures;

/// <summary>How long an account with a long history takes to answer its balance when nothing of it is in memory.</summary>
internal static class ColdAccountMeasure
{
    private const int Rounds = 50;

    public static Command Create()
    {
        var events = new Option<int>("--events") { Description = "Events of the account.", DefaultValueFactory = _ => 100_000 };
        var command = new Command("cold", "Measures the balance of a cold account: now, at past revisions, at past times.") { events };
        command.SetAction(async (arguments, _) =>
        {
            var directory = Directory.CreateTempSubdirectory("ledger-cold-");
            using (var store = EmbeddedEventStore.Open(directory.FullName, NullLogger.Instance))
            {
                await FillAsync(store, arguments.GetValue(events));
            }

            using (var store = EmbeddedEventStore.Open(directory.FullName, NullLogger.Instance))
            {
                await MeasureAsync(store, arguments.GetValue(events));
            }

            directory.Delete(recursive: true);
            return 0;
        });
        return command;
    }

    private static StreamName Stream { get; } = new(Account.StreamOf("cold"));

    private static async Task FillAsync(EmbeddedEventStore store, int events)
    {
        var eur = Currency.Parse("EUR");
        var mailboxes = new MailboxSet<AccountCommand, AccountState, AccountEvent>(new(
            store, EventSerializer.Default, Account.Decider, new NothingKnown(), new(), TimeProvider.System, NullLogger.Instance));
        await mailboxes.ExecuteAsync(Stream, new(new OpenAccount("cold", eur, null, Money.Zero(eur)), "bench", "bench"));
        for (var done = 0; done < events; done += 1000)
        {
            await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ =>
            {
                var id = Guid.CreateVersion7();
                return mailboxes.ExecuteAsync(Stream, new(new DepositFunds(id, new(100, eur), null, new("Salary")), "bench", "bench", id));
            }));
        }
    }

    private static async Task MeasureAsync(EmbeddedEventStore store, int events)
    {
        var random = new Random(1);
        var loader = new StreamLoader<AccountCommand, AccountState, AccountEvent>(store, EventSerializer.Default, Account.Decider);
        var first = await loader.LoadAsync(Stream, 0, null, CancellationToken.None);
        var last = await loader.LoadAsync(Stream, long.MaxValue, null, CancellationToken.None);
        await PrintAsync("now", () => loader.LoadAsync(Stream, long.MaxValue, null, CancellationToken.None));
        await PrintAsync("at a revision", () => loader.LoadAsync(Stream, random.Next(events), null, CancellationToken.None));
        await PrintAsync("at a time", async () =>
        {
            var at = first.RecordedAt + ((last.RecordedAt - first.RecordedAt) * random.NextDouble());
            await loader.LoadAsync(Stream, await loader.RevisionAtAsync(Stream, at, near: null, CancellationToken.None), null, CancellationToken.None);
        });
        await using var readModels = await MeasuredReadModels.CreateAsync(connection: null, CancellationToken.None);
        var runner = new ProjectionRunner(new ClosingsProjection(), readModels.Store, Guid.Empty, TimeProvider.System, NullLogger.Instance);
        await runner.StartAsync(store, CancellationToken.None);
        await runner.CatchUpAsync(
            store, EventSerializer.Default, StreamFilter.All, await store.ReadTailAsync(CancellationToken.None), CancellationToken.None);
        var closings = new ClosingsQuery(readModels.Store, NullLogger<ClosingsQuery>.Instance);
        await PrintAsync("at a time, with the index of closings", async () =>
        {
            var at = first.RecordedAt + ((last.RecordedAt - first.RecordedAt) * random.NextDouble());
            var near = await closings.LastAtAsync("cold", at, CancellationToken.None);
            await loader.LoadAsync(Stream, await loader.RevisionAtAsync(Stream, at, near, CancellationToken.None), null, CancellationToken.None);
        });
    }

    private static async Task PrintAsync(string what, Func<Task> read)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await read();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"balance {what}: median {times[Rounds / 2]:F2} ms, max {times[^1]:F2} ms");
    }

    private sealed class NothingKnown : IKnownTransactions
    {
        public Task<KnownTransactions> FindAsync(StreamName stream, IReadOnlyCollection<Guid> transactionIds, CancellationToken cancellationToken) =>
            Task.FromResult(KnownTransactions.Nothing);
    }
}
