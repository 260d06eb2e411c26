using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Projections.ReadModels;

/// <summary>Switching to another generation, back again, and dropping.</summary>
public abstract partial class ReadModelStoreContract
{
    [Fact]
    public async Task A_switch_shows_the_new_one_and_the_old_one_goes_along()
    {
        await _store.UpsertAsync(0, 7, Things.Of("old"));
        var generation = await _store.JoinedAsync(7, Things.Of("new"));

        (await _store.SwitchAsync(generation)).Should().BeTrue();

        (await _store.RowsAsync()).Should().Equal(Things.Of("new"));
        (await _store.GenerationsAsync()).Select(one => (one.Number, one.State)).Should()
            .Equal((1, GenerationState.Previous), (generation, GenerationState.Live));
        (await _store.UpsertAsync(7, 9, Things.Of("z"))).Should().BeTrue();
        (await _store.RowsAsync("things_g1")).Select(thing => thing.Id).Should().Equal("old", "z");
        (await _store.RowsAsync()).Select(thing => thing.Id).Should().Equal("new", "z");
        (await _store.FindAsync()).Should().Be(Things.Checkpoint(9));
    }

    [Fact]
    public async Task One_that_does_not_go_along_is_not_switched_to()
    {
        await _store.UpsertAsync(0, 7, Things.Of("old"));
        var generation = await _store.BeginAsync();
        await _store.LoadAsync(generation, 0, 7, Things.Of("new"));

        (await _store.SwitchAsync(generation)).Should().BeFalse("it has not joined");
        (await _store.SwitchAsync(1)).Should().BeFalse("it is live");
        (await _store.SwitchAsync(99)).Should().BeFalse("it is not there");
        (await _store.RowsAsync()).Should().Equal(Things.Of("old"));
    }

    [Fact]
    public async Task It_can_be_switched_back_with_everything_that_was_written_since()
    {
        await _store.UpsertAsync(0, 7, Things.Of("old"));
        var generation = await _store.JoinedAsync(7, Things.Of("new"));
        await _store.SwitchAsync(generation);
        await _store.UpsertAsync(7, 9, Things.Of("z"));

        (await _store.SwitchAsync(1)).Should().BeTrue();

        (await _store.RowsAsync()).Select(thing => thing.Id).Should().Equal("old", "z");
        (await _store.UpsertAsync(9, 11, Things.Of("zz"))).Should().BeTrue();
        (await _store.SwitchAsync(generation)).Should().BeTrue();
        (await _store.RowsAsync()).Select(thing => thing.Id).Should().Equal("new", "z", "zz");
    }

    [Fact]
    public async Task Of_those_that_were_live_before_only_the_last_is_kept()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        var second = await _store.JoinedAsync(7, Things.Of("b"));
        await _store.SwitchAsync(second);
        var third = await _store.JoinedAsync(7, Things.Of("c"));
        (await _store.GenerationsAsync()).Should().HaveCount(3);
        await _store.UpsertAsync(7, 9, Things.Of("z"));
        (await _store.GenerationsAsync()).Should().OnlyContain(one => one.Checkpoint == Things.Checkpoint(9), "all three are written together");

        (await _store.SwitchAsync(third)).Should().BeTrue();

        (await _store.GenerationsAsync()).Select(one => (one.Number, one.State)).Should()
            .Equal((second, GenerationState.Previous), (third, GenerationState.Live));
        await _store.Awaiting(store => store.RowsAsync("things_g1")).Should().ThrowAsync<System.Data.Common.DbException>("its tables are gone");
    }

    [Fact]
    public async Task What_is_live_is_not_dropped_and_everything_else_can_be()
    {
        await _store.UpsertAsync(0, 7, Things.Of("old"));
        (await _store.DropAsync(1)).Should().BeFalse();
        (await _store.DropAsync(99)).Should().BeFalse();
        var generation = await _store.JoinedAsync(7, Things.Of("new"));
        await _store.SwitchAsync(generation);

        (await _store.DropAsync(generation)).Should().BeFalse();
        (await _store.DropAsync(1)).Should().BeTrue();
        (await _store.DropAsync(1)).Should().BeFalse();

        (await _store.GenerationsAsync()).Should().ContainSingle();
        (await _store.UpsertAsync(7, 9, Things.Of("z"))).Should().BeTrue();
    }

    [Fact]
    public async Task One_that_was_live_before_is_not_written_without_the_one_that_is()
    {
        await _store.UpsertAsync(0, 7, Things.Of("old"));
        var next = Things.OfVersion(2);
        var generation = (await _store.Generations.BeginAsync(next, OnDifference.Switch, CancellationToken.None))!.Value;
        await _store.Generations.LoadAsync(next, generation, default, Things.Checkpoint(7), 1, null, _ => { }, CancellationToken.None);
        await _store.Generations.IndexAsync(next, generation, CancellationToken.None);
        await _store.Generations.TryJoinAsync(next, generation, CancellationToken.None);
        (await _store.Generations.SwitchAsync(next, generation, CancellationToken.None)).Should().BeTrue();

        // A process of the version before, which has not noticed.
        (await _store.UpsertAsync(7, 9, Things.Of("z"))).Should().BeFalse();
        (await _store.GenerationsAsync()).Should().OnlyContain(one => one.Checkpoint == Things.Checkpoint(7));
    }

    [Fact]
    public async Task A_loaded_one_takes_the_place_of_one_that_cannot_go_on_wherever_that_stands()
    {
        await _store.UpsertAsync(0, 3, Things.Of("old"));
        var generation = await _store.BeginAsync();
        await _store.LoadAsync(generation, 0, 7, Things.Of("new"));
        (await _store.Generations.ReplaceAsync(Things.Schema, generation, CancellationToken.None)).Should().BeFalse("it has no indexes");
        await _store.IndexAsync(generation);

        (await _store.Generations.ReplaceAsync(Things.Schema, generation, CancellationToken.None)).Should().BeTrue();

        (await _store.GenerationsAsync()).Should().ContainSingle().Which.State.Should().Be(GenerationState.Live);
        (await _store.RowsAsync()).Should().Equal(Things.Of("new"));
        (await _store.FindAsync()).Should().Be(Things.Checkpoint(7));
    }

    [Fact]
    public async Task Readers_see_one_or_the_other_and_never_a_fault_or_a_mixture()
    {
        await _store.UpsertAsync(0, 7, [.. Things.Many(300, 1)]);
        var generation = await _store.JoinedAsync(7, [.. Things.Many(300, 2)]);
        using var stop = new CancellationTokenSource();
        var seen = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var amounts = new HashSet<long>();
            while (!stop.IsCancellationRequested)
            {
                var rows = await _store.RowsAsync();
                rows.Should().HaveCount(300);
                amounts.Add(rows.Select(row => row.Amount).Distinct().Should().ContainSingle("a reader sees one generation").Subject);
            }

            return amounts;
        })).ToList();

        for (var i = 0; i < 30; i++)
        {
            (await _store.SwitchAsync(i % 2 == 0 ? generation : 1)).Should().BeTrue();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        (await Task.WhenAll(seen)).SelectMany(amounts => amounts).Distinct().Should().BeEquivalentTo([1L, 2L]);
    }
}
