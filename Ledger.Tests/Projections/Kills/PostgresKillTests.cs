using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Postgres;
using Ledger.Tests.Support.Faults;
using Ledger.Tests.Support.Postgres;
using Ledger.Tests.Support.ReadModels;
using Npgsql;

namespace Ledger.Tests.Projections.Kills;

/// <summary>
/// A proxy counts the statements on their way. A process that is killed loses all its connections before one of them arrives, or after it
/// was carried out and before that is told; another process takes over. Where only one connection breaks, the same process goes on.
/// </summary>
public sealed class PostgresKillTests : IAsyncLifetime
{
    private readonly PostgresReadModels _stores = new();
    private readonly ProjectionLab _lab = new();
    private List<StoredEvent> _events = [];

    public async ValueTask InitializeAsync()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 24);
        _events = await _lab.AllEventsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        _lab.Dispose();
    }

    [Theory]
    [InlineData("switches", true)]
    [InlineData("switches", false)]
    [InlineData("replacement", true)]
    [InlineData("replacement", false)]
    public async Task Broken_off_before_any_statement_the_work_is_taken_up_to_the_same_tables(string story, bool killed) =>
        (await BreakEverywhereAsync(StoryOf(story), Moment.Before, killed)).Should().BeGreaterThan(40, "else this would prove little");

    [Theory]
    [InlineData("switches", true)]
    [InlineData("switches", false)]
    [InlineData("replacement", true)]
    [InlineData("replacement", false)]
    public async Task Broken_off_after_anything_was_written_the_work_is_taken_up_to_the_same_tables(string story, bool killed) =>
        (await BreakEverywhereAsync(StoryOf(story), Moment.After, killed)).Should().BeGreaterThan(15, "else this would prove little");

    private static KillStory StoryOf(string name) => name == "switches" ? KillStory.OfSwitches() : KillStory.OfReplacement();

    /// <summary>The first telling breaks each step off at its first statement, the second at its second, and so on.</summary>
    /// <returns>How many times it was broken off.</returns>
    private async Task<int> BreakEverywhereAsync(KillStory story, Moment moment, bool killed)
    {
        var (expected, _) = await PlayAsync(story, "whole", null);
        var total = 0;
        for (var number = 1; ; number++)
        {
            var schema = $"broken-{number}";
            var (found, broken) = await PlayAsync(story, schema, new(number, moment, IsOfAll: killed));
            found.Should().Be(expected, $"each step was broken off {moment} its statement {number}");
            await _stores.ExecuteAsync($"SET client_min_messages = error; DROP SCHEMA \"{schema}\" CASCADE");
            if (broken == 0)
            {
                return total;
            }

            total += broken;
        }
    }

    /// <returns>What there is at the end, and how many times it was broken off.</returns>
    private async Task<(string Tables, int Broken)> PlayAsync(KillStory story, string schema, BreakOff? breakOff)
    {
        var connection = await _stores.ConnectionStringAsync(schema);
        await using var play = new KillPlay(story, _lab, _events);
        using var proxy = new StatementProxy(connection);
        var store = await OpenAsync(proxy.ConnectionString);
        try
        {
            await play.StartAsync(store);
            await play.RunAsync(story.Prepared);
            await _stores.ExecuteAsync(story.Spoil, schema);
            var broken = 0;
            while (!play.IsOver)
            {
                if (!await BreaksOffAsync(play, proxy, breakOff))
                {
                    continue;
                }

                broken++;
                if (breakOff!.IsOfAll)
                {
                    await play.EndAsync();
                    await store.DisposeAsync();
                    proxy.Set(null);
                    store = await OpenAsync(proxy.ConnectionString);
                    await play.StartAsync(store, play.At);
                }

                proxy.Set(null);
                await play.RunAsync(play.At + 1);
            }

            proxy.Set(null);
            return (await EveryTable.DumpAsync(store), broken);
        }
        finally
        {
            await play.EndAsync();
            await store.DisposeAsync();
        }
    }

    /// <summary>Does the next step.</summary>
    private static async Task<bool> BreaksOffAsync(KillPlay play, StatementProxy proxy, BreakOff? breakOff)
    {
        var step = play.At;
        proxy.Set(breakOff);
        try
        {
            await play.RunAsync(step + 1, () => proxy.HasBrokenOff);
        }
        catch (Exception e) when (proxy.HasBrokenOff && (PostgresFaults.IsOfServer(e) || e is StoreUnavailableException or ObjectDisposedException))
        {
            return true;
        }

        return proxy.HasBrokenOff && play.At == step;
    }

    private static async Task<PostgresReadModelStore> OpenAsync(string connection) => await PostgresReadModelStore.OpenAsync(
        PostgresSettings.Parse(new NpgsqlConnectionStringBuilder(connection) { Timeout = 30 }.ConnectionString), new SlowTimers(), CancellationToken.None);
}
