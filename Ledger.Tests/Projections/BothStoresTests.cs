using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections;

/// <summary>Both kinds of store hold the same rows.</summary>
public sealed class BothStoresTests : IAsyncDisposable
{
    private readonly ProjectionLab _lab = new();
    private readonly PostgresReadModels _postgres = new();

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        _lab.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_the_events_are_cut_into_batches_every_row_is_the_same_in_SQLite_and_PostgreSQL(int seed)
    {
        await _lab.FillAsync(seed, accounts: 6, movements: 200);
        var events = await _lab.AllEventsAsync();
        var random = new Random(seed);
        var (sqlite, postgres) = (_lab.OpenReadModels(), await _postgres.OpenAsync());
        foreach (var store in new[] { sqlite, postgres })
        {
            var runners = await _lab.StartAsync(store);
            for (int at = 0, next; at < events.Count; at = next)
            {
                next = Math.Min(events.Count, at + random.Next(1, 60));
                await runners.ApplyToAllAsync(events[random.Next(0, at + 1)..next]);
            }
        }

        (await ProjectionLab.DumpAsync(postgres)).Split('\n').Should().Equal((await ProjectionLab.DumpAsync(sqlite)).Split('\n'));
    }
}
