using System.CommandLine;
using System.Diagnostics;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.Analytics;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;
using Activity = Ledger.Projections.Analytics.Activity;

namespace Ledger.Benchmarks.Measures;

/// <summary>How long the figures of accounts take that have a year of transactions, some each day at any time of it, and one in fifty reversed.</summary>
internal static class AnalyticsMeasure
{
    private const int Rounds = 50;
    private const int Lot = 5_000;
    private const int Days = 365;

    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Currency Dollar = Currency.Parse("USD");
    private static readonly Currency Euro = Currency.Parse("EUR");

    public static Command Create()
    {
        var readModels = new Option<string>("--read-models") { Description = "A connection string of PostgreSQL; SQLite where it is not given." };
        var command = new Command("analytics", "Measures the figures of accounts with a year of transactions.") { readModels };
        command.SetAction((arguments, token) => RunAsync(arguments.GetValue(readModels), token));
        return command;
    }

    private static async Task<int> RunAsync(string? connection, CancellationToken cancellationToken)
    {
        await using var readModels = await MeasuredReadModels.CreateAsync(connection, cancellationToken);
        var queries = new AnalyticsQueries(readModels.Store);
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        (string Id, int ADay)[] accounts = [("few", 3), ("some", 10), ("many", 100)];
        await FillAsync(readModels.Store, accounts, cancellationToken);
        foreach (var (id, aDay) in accounts)
        {
            await PrintAsync($"{aDay * Days:N0} transactions, the year by days of Berlin", () => queries.OfAccountAsync(id, null, null, berlin, cancellationToken));
            await PrintAsync($"{aDay * Days:N0} transactions, a month of it", () => queries.OfAccountAsync(
                id, Microseconds.Of(Start.AddDays(90)), Microseconds.Of(Start.AddDays(120).AddSeconds(1)), berlin, cancellationToken));
        }

        await PrintAsync("all three, as those of their owner", () => queries.OfOwnerAsync("owner", null, null, berlin, cancellationToken));
        return 0;
    }

    private static async Task PrintAsync(string what, Func<Task<IReadOnlyList<DayFigures>>> question)
    {
        var (times, count) = (new List<double>(), 0L);
        for (var i = -Rounds; i < Rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var days = await question();
            count = Math.Max(Activity.ByCurrency(days).Sum(activity => activity.Count), Activity.InCurrency(Euro, days).Count);
            // The first half warms up.
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine($"{what}: median {times[Rounds / 2]:F2} ms, max {times[^1]:F2} ms, {count:N0} counted");
    }

    private static async Task FillAsync(IReadModelStore store, (string Id, int ADay)[] accounts, CancellationToken cancellationToken)
    {
        IProjection[] projections = [new AccountsProjection(), new TransactionsProjection(Euro)];
        var checkpoints = new List<ProjectionCheckpoint>();
        foreach (var projection in projections)
        {
            checkpoints.Add(await store.PrepareAsync(projection.Schema, cancellationToken));
        }

        foreach (var lot in EventsOf(accounts).Chunk(Lot))
        {
            foreach (var (i, projection) in projections.Index())
            {
                var fold = projection.Begin();
                Array.ForEach(lot, fold.Add);
                var to = new ProjectionCheckpoint(lot[^1].Recorded.Position, Guid.Empty, null);
                await store.CommitAsync(projection.Schema, checkpoints[i].Position, to, fold.WriteTo, cancellationToken);
                checkpoints[i] = to;
            }
        }

        foreach (var projection in projections)
        {
            await store.Generations.IndexAsync(projection.Schema, 1, cancellationToken);
        }
    }

    private static IEnumerable<StoredEvent> EventsOf((string Id, int ADay)[] accounts)
    {
        var (random, position) = (new Random(1), 0UL);
        foreach (var (id, aDay) in accounts)
        {
            var (stream, chain, revision) = (new StreamName(Account.StreamOf(id)), Chain.StartOf(new(Account.StreamOf(id))), 0L);
            yield return Next(new AccountOpened(id, Dollar, "owner", Money.Zero(Dollar)), null);
            for (var i = 0; i < aDay * Days; i++)
            {
                var (transaction, amount) = (Guid.CreateVersion7(Start), new Money(random.Next(1, 100_000), Dollar));
                var at = Start.AddDays(i / aDay).AddMinutes(random.Next(1_440));
                yield return Next(
                    new FundsDeposited(transaction, amount, amount, at, new(null, new("salary"))) { Conversion = new(new(amount.MinorUnits, Euro), "1", new(2025, 1, 1), "ECB") },
                    transaction);
                if (i % 50 == 0)
                {
                    var reversal = Guid.CreateVersion7(Start);
                    yield return Next(new ReversalDebited(reversal, transaction, amount, amount, null, new(null, new("mistake"))), reversal);
                }
            }

            StoredEvent Next(AccountEvent happened, Guid? transaction)
            {
                var metadata = new EventMetadata("measure", "measure", "measure", Start, transaction, null);
                (var e, chain) = EventSerializer.Default.Serialize(happened, Guid.CreateVersion7(Start), metadata, revision, chain);
                position++;
                return new(new(stream, revision++, new(position, position), e.Id, e.Type, e.Data, e.Metadata), EventSerializer.Default);
            }
        }
    }
}
