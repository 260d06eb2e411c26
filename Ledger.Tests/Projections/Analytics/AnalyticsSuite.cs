using Ledger.Domain.Kernel;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Analytics;
using Ledger.Projections.ReadModels;
using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.Analytics;

/// <summary>The figures that are kept are those that every transaction, looked at one by one, comes to.</summary>
public abstract class AnalyticsSuite(ReadModelStores stores) : IDisposable
{
    // Whole hours, halves and quarters, a day that was left out, and offsets of odd seconds that were in use.
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Monrovia", "Europe/Amsterdam",
    ];

    private readonly ProjectionLab _lab = new(stores);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_happened_and_however_it_came_in_the_figures_are_those_of_a_plain_look_at_every_transaction(int seed)
    {
        var history = new AnalyticsHistory(seed).Tell(1_200);
        var (store, naive, random) = (await ProjectedAsync(history, seed), NaiveFigures.Of(history), new Random(seed));
        var queries = new AnalyticsQueries(store);
        for (var i = 0; i < 120; i++)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]);
            var (from, to) = (Time(random), Time(random));
            var account = random.Next(3) == 0 ? null : $"a{random.Next(history.Accounts.Count())}";
            var days = account is null
                ? await queries.OfOwnerAsync("owner", Micros(from), Micros(to), zone, Token)
                : await queries.OfAccountAsync(account, Micros(from), Micros(to), zone, Token);

            var (owner, because) = (account is null ? "owner" : null, $"seed {seed}: {account ?? "owner"} in {zone.Id} from {from:O} to {to:O}");
            Activity.ByCurrency(days).Should().Equal(naive.ByCurrency(account, owner, from, to, zone), because);
            Activity.InCurrency(Currency.Parse("EUR"), days).Should().Be(naive.InEuros(account, owner, from, to, zone), because);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task The_rows_do_not_depend_on_what_a_batch_holds_together(int seed)
    {
        var history = new AnalyticsHistory(seed).Tell(600);
        var store = await ProjectedAsync(history, seed);
        string[] tables = ["transactions", "transaction_slots", "transaction_totals"];
        (await ProjectionLab.DumpAsync(store, tables)).Split('\n').Should().Equal((await WholeAsync(tables)).Split('\n'));

        async Task<string> WholeAsync(string[] names)
        {
            var whole = _lab.OpenReadModels("whole");
            await (await _lab.StartAsync(whole)).ApplyToAllAsync(await _lab.AllEventsAsync());
            return await ProjectionLab.DumpAsync(whole, names);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public async Task The_whole_ledger_adds_up_wherever_its_read_models_stand(int seed)
    {
        var history = new AnalyticsHistory(seed).Tell(500);
        await history.AppendToAsync(_lab.Events);
        var (events, store, random) = (await _lab.AllEventsAsync(), _lab.OpenReadModels(), new Random(seed));
        var runners = await _lab.StartAsync(store);
        var summaries = new SummaryQueries(store, _lab.Events, EventSerializer.Default, LedgerStreams.All);
        for (var at = 60; at < events.Count; at += 60)
        {
            foreach (var runner in runners)
            {
                var done = events.TakeWhile(e => e.Recorded.Position <= runner.Progress.Position).Count();
                var end = Math.Max(done, Math.Min(events.Count, at + random.Next(-40, 40)));
                if (end > done)
                {
                    await runner.ApplyAsync(events[done..end]);
                }
            }

            var summary = await summaries.FindAsync(Token);
            summary.Currencies.Should().NotBeEmpty().And.OnlyContain(totals => totals.Difference == 0);
        }

        await runners.ApplyToAllAsync(events);
        var last = await summaries.FindAsync(Token);
        last.Currencies.Should().HaveCount(4).And.OnlyContain(totals => totals.Difference == 0).And.Contain(totals => totals.InFlight != 0);
        last.AccountsByStatus.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("open", 8L));
    }

    private async Task<IReadModelStore> ProjectedAsync(AnalyticsHistory history, int seed)
    {
        await history.AppendToAsync(_lab.Events);
        var (events, store, random) = (await _lab.AllEventsAsync(), _lab.OpenReadModels(), new Random(seed));
        var runners = await _lab.StartAsync(store);
        for (int at = 0, next; at < events.Count; at = next)
        {
            next = Math.Min(events.Count, at + random.Next(1, random.Next(1, 60)));
            await runners.ApplyToAllAsync(events[random.Next(0, at + 1)..next]);
        }

        runners.Should().OnlyContain(runner => runner.IsRunning && runner.Error == null);
        return store;
    }

    private static DateTimeOffset? Time(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => new(2025, 10, random.Next(23, 31), random.Next(24), 0, 0, TimeSpan.Zero),
        2 => new DateTimeOffset(2025, 10, 24, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(10_000)).AddMicroseconds(random.Next(1_000)),
        _ => new DateTimeOffset(1920, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(random.Next(24 * 365 * 106)),
    };

    private static long? Micros(DateTimeOffset? time) => time is { } t ? Microseconds.Of(t) : null;
}
