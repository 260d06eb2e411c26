using FsCheck;
using FsCheck.Fluent;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

/// <summary>Effects are exactly once, however events are delivered.</summary>
public abstract class RedeliverySuite(ReadModelStores stores) : IDisposable
{
    private readonly ProjectionLab _lab = new(stores);

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_batch_delivered_twice_and_again_from_earlier_changes_nothing()
    {
        await _lab.FillAsync(seed: 1, accounts: 4, movements: 150, users: 4);
        var events = await _lab.AllEventsAsync();
        var store = _lab.OpenReadModels();
        var runners = await _lab.StartAsync(store);

        for (var end = 0; end < events.Count; end += 13)
        {
            var start = Math.Max(0, end - 13);
            await runners.ApplyToAllAsync(events[start..Math.Max(1, end)]);
            await runners.ApplyToAllAsync(events[start..Math.Max(1, end)]);
            await runners.ApplyToAllAsync(events[(start / 2)..Math.Max(1, end)]);
            await runners.ApplyToAllAsync(events[..Math.Max(1, start)]);
        }

        await runners.ApplyToAllAsync(events);
        await runners.ApplyToAllAsync(events);
        (await ProjectionLab.DumpAsync(store)).Should().Be(await _lab.ReferenceAsync());
        runners.Should().OnlyContain(runner => runner.IsRunning && runner.Error == null);
    }

    [Fact]
    public async Task The_size_of_batches_never_changes_a_read_model()
    {
        await _lab.FillAsync(seed: 2, accounts: 5, movements: 120, users: 4);
        var events = await _lab.AllEventsAsync();
        var reference = await _lab.ReferenceAsync();
        var run = 0;

        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => CutAsync(seed).GetAwaiter().GetResult() == reference)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15));

        async Task<string> CutAsync(int seed)
        {
            var random = new Random(seed);
            var store = _lab.OpenReadModels($"run-{run++}");
            var runners = await _lab.StartAsync(store);
            for (int at = 0, next; at < events.Count; at = next)
            {
                next = Math.Min(events.Count, at + random.Next(1, 40));
                await runners.ApplyToAllAsync(events[random.Next(0, at + 1)..next]);
            }

            return await ProjectionLab.DumpAsync(store);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_a_new_generation_is_loaded_and_whatever_comes_again_it_holds_the_same_rows(int seed)
    {
        await _lab.FillAsync(seed, accounts: 5, movements: 120);
        var (events, random, store) = (await _lab.AllEventsAsync(), new Random(seed), _lab.OpenReadModels());
        var runners = ProjectionLab.Projections().Select(projection => _lab.RunnerOf(projection, store)).ToList();
        using var host = new ProjectionHost(_lab.Events, EventSerializer.Default, runners, StreamFilter.All, _lab.Clock, NullLogger.Instance);
        await host.StartRunnersAsync(CancellationToken.None);
        await runners.ApplyToAllAsync(events);
        for (var generation = 2; generation < 6; generation++)
        {
            foreach (var runner in runners)
            {
                await store.Generations.BeginAsync(runner.Projection.Schema, OnDifference.Stop, CancellationToken.None);
            }

            using var rebuilds = new RebuildHost(
                _lab.Events, EventSerializer.Default, host, StreamFilter.All, ProjectionLab.LedgerId, _lab.Clock, NullLogger.Instance)
            {
                LargestLot = random.Next(1, 60),
                BatchSize = random.Next(1, 60),
            };
            await rebuilds.RoundAsync(CancellationToken.None);
            await runners.ApplyToAllAsync(events[random.Next(events.Count)..]);
        }

        (await ProjectionLab.DumpAsync(store)).Should().Be(await _lab.ReferenceAsync());
        foreach (var runner in runners)
        {
            (await store.Generations.ListAsync(runner.Projection.Schema, CancellationToken.None)).Select(one => (one.Number, one.State, one.Events))
                .Should().Equal((4, GenerationState.Previous, events.Count), (5, GenerationState.Live, events.Count));
        }
    }

    [Fact]
    public async Task A_new_generation_that_is_ahead_of_the_live_one_waits_for_it_and_then_joins_it()
    {
        await _lab.FillAsync(seed: 5, accounts: 3, movements: 30);
        var (events, store) = (await _lab.AllEventsAsync(), _lab.OpenReadModels());
        var runner = _lab.RunnerOf(new AccountsProjection(), store);
        using var host = new ProjectionHost(_lab.Events, EventSerializer.Default, [runner], StreamFilter.All, _lab.Clock, NullLogger.Instance);
        await host.StartRunnersAsync(CancellationToken.None);
        await new[] { runner }.ApplyToAllAsync(events[..10]);
        await store.Generations.BeginAsync(runner.Projection.Schema, OnDifference.Stop, CancellationToken.None);
        using var rebuilds = new RebuildHost(
            _lab.Events, EventSerializer.Default, host, StreamFilter.All, ProjectionLab.LedgerId, _lab.Clock, NullLogger.Instance);

        var round = rebuilds.RoundAsync(CancellationToken.None);
        while (!runner.Progress.IsAwaited)
        {
            round.IsCompleted.Should().BeFalse("it waits for the live generation");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        // The live one goes past where the new one is, at one go, as it does where events come all the time.
        await _lab.DepositAsync("a0", 5);
        await new[] { runner }.ApplyToAllAsync(await _lab.AllEventsAsync());
        await round;

        (await store.Generations.ListAsync(runner.Projection.Schema, CancellationToken.None)).Select(one => (one.Number, one.State, one.Events))
            .Should().Equal((1, GenerationState.Previous, 0), (2, GenerationState.Live, events.Count + 1));
    }

    [Fact]
    public async Task The_rows_of_accounts_say_what_the_newest_event_says()
    {
        await _lab.FillAsync(seed: 3, accounts: 3, movements: 60);
        var store = await _lab.BuiltAsync();
        var events = await _lab.AllEventsAsync();

        foreach (var last in events.GroupBy(e => e.Recorded.Stream).Select(stream => stream.Last()))
        {
            var row = await new AccountQueries(store, TimeProvider.System).FindAsync(last.Recorded.Stream.Value["account-".Length..], CancellationToken.None);
            row!.Revision.Should().Be(last.Recorded.Revision);
            row.Chain.Should().Be(last.Chain.ToString());
        }
    }

    [Fact]
    public async Task Of_two_runners_the_one_whose_checkpoint_was_moved_steps_down_and_nothing_is_doubled()
    {
        await _lab.FillAsync(seed: 4, accounts: 3, movements: 60);
        var events = await _lab.AllEventsAsync();
        var store = _lab.OpenReadModels();
        var (first, second) = (await _lab.StartAsync(store), await _lab.StartAsync(store));

        await first.ApplyToAllAsync(events[..30]);
        await second.ApplyToAllAsync(events[..20]);
        second.Should().OnlyContain(runner => runner.State == ProjectionState.Stopped && !runner.IsRunning && runner.Error != null);
        await first.ApplyToAllAsync(events[10..]);
        await second.ApplyToAllAsync(events);
        first.Should().OnlyContain(runner => runner.IsRunning);
        (await ProjectionLab.DumpAsync(store)).Should().Be(await _lab.ReferenceAsync());
    }

    [Fact]
    public async Task An_empty_batch_moves_the_checkpoint_to_where_nothing_matched()
    {
        await _lab.FillAsync(seed: 5, accounts: 1, movements: 3);
        var store = await _lab.BuiltAsync();
        var runners = await _lab.StartAsync(store);
        var further = new Ledger.EventStore.Port.Position(1_000, 1_000);

        await runners[0].ApplyAsync([], further, CancellationToken.None);
        runners[0].Progress.Position.Should().Be(further);
        (await ProjectionLab.DumpAsync(store)).Should().Be(await _lab.ReferenceAsync());
    }
}
