using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.Matching;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;
using Ledger.Projections.Users;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

/// <summary>The index of users is what the table is, whatever happens to that.</summary>
public abstract class UserIndexSuite(ReadModelStores stores) : IDisposable
{
    private readonly ProjectionLab _lab = new(stores);

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_takes_in_what_changes_and_begins_anew_where_another_generation_is_live()
    {
        await _lab.RegisterAsync("u1", "Emma Brown");
        await _lab.RegisterAsync("u2", "Harper Adams");
        var store = _lab.OpenReadModels();
        var runner = _lab.RunnerOf(new UsersProjection(), store);
        using var host = new ProjectionHost(_lab.Events, EventSerializer.Default, [runner], StreamFilter.All, _lab.Clock, NullLogger.Instance);
        await host.StartRunnersAsync(CancellationToken.None);
        await runner.ApplyAsync(await _lab.AllEventsAsync());
        // As a row is that was changed by hand: under the position that it has.
        (await _lab.ReadModels.ExecuteAsync("UPDATE users_g1 SET name = 'Olga Petrova' WHERE id = 'u1'")).Should().Be(1);
        using var index = new UserIndex(store);
        (await NamedAsync(index, "from olga petrova")).Should().Be("u1");
        (await NamedAsync(index, "from emma brown")).Should().BeNull();

        await _lab.RegisterAsync("u3", "Emma Browning");
        await runner.ApplyAsync(await _lab.AllEventsAsync());
        (await NamedAsync(index, "from emma browning")).Should().Be("u3");

        await store.Generations.BeginAsync(runner.Projection.Schema, OnDifference.Switch, CancellationToken.None);
        using var rebuilds = new RebuildHost(
            _lab.Events, EventSerializer.Default, host, StreamFilter.All, ProjectionLab.LedgerId, _lab.Clock, NullLogger.Instance);
        await rebuilds.RoundAsync(CancellationToken.None);

        (await NamedAsync(index, "from emma brown")).Should().Be("u1");
        (await NamedAsync(index, "from olga petrova")).Should().BeNull();
        (await NamedAsync(index, "from harper adams")).Should().Be("u2");
    }

    /// <summary>Who is named, if anybody is.</summary>
    private static async Task<string?> NamedAsync(UserIndex index, string description)
    {
        var answer = await index.MatchAsync(description, 3, 0, CancellationToken.None);
        return answer.Decision == MatchDecision.Match ? answer.Users[0].Id : null;
    }
}
