using System.CommandLine;
using System.Diagnostics;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Search;
using Ledger.Projections.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Benchmarks.Measures;

/// <summary>How long it takes to find transactions by words, rare ones and common ones, in a ledger that <c>fill</c> has made.</summary>
internal static class SearchMeasure
{
    private const int Rounds = 50;
    private const int Limit = 51;

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "A directory that `fill` has made.", Required = true };
        var readModels = new Option<string>("--read-models") { Description = "A connection string of PostgreSQL; SQLite where it is not given." };
        var command = new Command("search", "Measures finding transactions by words, beside the read models that are there.") { data, readModels };
        command.SetAction((arguments, token) => RunAsync(arguments.GetRequiredValue(data).FullName, arguments.GetValue(readModels), token));
        return command;
    }

    private static async Task<int> RunAsync(string data, string? connection, CancellationToken cancellationToken)
    {
        using var events = EmbeddedEventStore.Open(data, NullLogger.Instance);
        await using var readModels = await MeasuredReadModels.CreateAsync(connection, cancellationToken);
        var ledgerId = await LedgerIdentity.EnsureAsync(events, EventSerializer.Default, Guid.NewGuid(), TimeProvider.System, cancellationToken);
        var tail = await events.ReadTailAsync(cancellationToken);
        IProjection[] projections = [new AccountsProjection(), new TransactionsProjection(Currency.Parse("EUR")), new SearchProjection()];
        foreach (var projection in projections)
        {
            var runner = new ProjectionRunner(projection, readModels.Store, ledgerId, TimeProvider.System, NullLogger.Instance);
            await runner.StartAsync(events, cancellationToken);
            await runner.CatchUpAsync(events, EventSerializer.Default, StreamFilter.All, tail, cancellationToken);
        }

        await MeasureAsync(readModels.Store, tail, cancellationToken);
        return 0;
    }

    private static async Task MeasureAsync(IReadModelStore store, Position tail, CancellationToken cancellationToken)
    {
        var (queries, random) = (new TransactionQueries(store), new Random(1));
        var some = await queries.ListAsync(FilterOf(null, null), null, 500, cancellationToken);
        string Rare() => $"{random.Next((int)tail.Commit / 10, (int)tail.Commit)}";
        string? Account() => some[random.Next(some.Count)].AccountId;
        Position Before() => new((ulong)random.NextInt64((long)tail.Commit), (ulong)tail.Commit);

        await PrintAsync("nothing but the newest", () => (FilterOf(null, null), null));
        await PrintAsync("a word of one transaction", () => (FilterOf(Rare(), null), null));
        await PrintAsync("a word of every transaction", () => (FilterOf("salary", null), null));
        await PrintAsync("the same, before a place in the log", () => (FilterOf("salary", null), Before()));
        await PrintAsync("a common word and a rare one", () => (FilterOf($"salary {Rare()}", null), null));
        await PrintAsync("a common word in one account", () => (FilterOf("salary", Account()), null));
        await PrintAsync("a word that is nowhere", () => (FilterOf("nowhere", null), null));

        async Task PrintAsync(string what, Func<(TransactionFilter Filter, Position? Before)> question)
        {
            var (times, found) = (new List<double>(), 0);
            for (var i = 0; i < Rounds; i++)
            {
                var (filter, before) = question();
                var started = Stopwatch.GetTimestamp();
                found = (await queries.ListAsync(filter, before, Limit, cancellationToken)).Count;
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            times.Sort();
            Console.WriteLine($"{what}: median {times[Rounds / 2]:F2} ms, max {times[^1]:F2} ms, {found} found at last");
        }
    }

    private static TransactionFilter FilterOf(string? q, string? account) =>
        new(account, null, null, null, null, null, null, null, null, null, q is null ? null : Words.Of(q));
}
