using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Projections.ReadModels;

/// <summary>A generation beside the live one: begun, loaded, indexed, joined.</summary>
public abstract partial class ReadModelStoreContract
{
    [Fact]
    public async Task What_is_said_of_a_generation_stays_until_something_else_is_said_or_it_is_live()
    {
        var number = await _store.BeginAsync();
        await _store.Generations.NoteAsync(Things.Schema, number, "first", CancellationToken.None);
        await _store.LoadAsync(number, 0, 3, Things.Of("a"));
        (await SaidAsync()).Should().Be("first");
        await _store.Generations.LoadAsync(Things.Schema, number, Things.At(3), Things.Checkpoint(5), 1, "second", _ => { }, CancellationToken.None);
        (await SaidAsync()).Should().Be("second");

        await _store.UpsertAsync(0, 5, Things.Of("a"));
        await _store.IndexAsync(number);
        await _store.JoinAsync(number);
        await _store.UpsertAsync(5, 6, Things.Of("b"));
        (await SaidAsync()).Should().Be("second");
        await _store.SwitchAsync(number);
        await _store.Generations.NoteAsync(Things.Schema, number, "too late", CancellationToken.None);
        (await SaidAsync()).Should().BeNull();

        async Task<string?> SaidAsync() => (await _store.GenerationsAsync()).Single(one => one.Number == number).Progress;
    }

    [Fact]
    public async Task One_generation_is_built_at_a_time()
    {
        var first = await _store.BeginAsync();
        (await _store.Generations.BeginAsync(Things.Schema, OnDifference.Switch, CancellationToken.None)).Should().BeNull();

        (await _store.GenerationsAsync()).Should().Equal(
            new Generation(1, 1, GenerationState.Live, false, OnDifference.Stop, 0, ProjectionCheckpoint.None),
            new Generation(first, 1, GenerationState.Building, false, OnDifference.Stop, 0, ProjectionCheckpoint.None));
    }

    [Fact]
    public async Task What_happens_where_it_differs_is_remembered()
    {
        await _store.Generations.BeginAsync(Things.Schema, OnDifference.Switch, CancellationToken.None);
        (await _store.GenerationsAsync())[^1].OnDifference.Should().Be(OnDifference.Switch);
    }

    [Fact]
    public async Task It_is_loaded_from_where_it_stands_and_nobody_sees_it()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        var generation = await _store.BeginAsync();

        (await _store.LoadAsync(generation, 0, 3, Things.Of("a"), Things.Of("b"))).Should().BeTrue();
        (await _store.LoadAsync(generation, 0, 4, Things.Of("c"))).Should().BeFalse();
        (await _store.LoadAsync(generation + 1, 0, 4, Things.Of("c"))).Should().BeFalse();
        (await _store.LoadAsync(generation, 3, 5, Things.Of("d"))).Should().BeTrue();

        (await _store.RowsAsync()).Should().Equal(Things.Of("a"));
        (await _store.RowsAsync($"things_g{generation}")).Select(thing => thing.Id).Should().Equal("a", "b", "d");
        var built = (await _store.GenerationsAsync())[^1];
        (built.Checkpoint, built.Events).Should().Be((Things.Checkpoint(5), 3));
        (await _store.FindAsync()).Should().Be(Things.Checkpoint(7));
    }

    [Fact]
    public async Task The_live_one_cannot_be_loaded()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        (await _store.LoadAsync(1, 7, 9, Things.Of("b"))).Should().BeFalse();
        (await _store.FindAsync()).Should().Be(Things.Checkpoint(7));
    }

    [Fact]
    public async Task While_it_is_built_commits_go_to_the_live_one_alone()
    {
        var generation = await _store.BeginAsync();
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        (await _store.RowsAsync($"things_g{generation}")).Should().BeEmpty();
        (await _store.GenerationsAsync())[^1].Checkpoint.Should().Be(ProjectionCheckpoint.None);
    }

    [Fact]
    public async Task It_joins_where_the_live_one_stands_and_with_its_indexes_only()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        var generation = await _store.BeginAsync();
        await _store.LoadAsync(generation, 0, 5, Things.Of("a"));
        await _store.IndexAsync(generation);
        (await _store.JoinAsync(generation)).Should().BeFalse("it is behind");
        await _store.LoadAsync(generation, 5, 7, Things.Of("b"));

        (await _store.JoinAsync(generation)).Should().BeTrue();
        (await _store.GenerationsAsync())[^1].State.Should().Be(GenerationState.Candidate);
        (await _store.JoinAsync(generation)).Should().BeFalse("it has joined already");
        (await _store.JoinAsync(99)).Should().BeFalse();
        (await _store.Generations.BeginAsync(Things.Schema, OnDifference.Stop, CancellationToken.None)).Should().BeNull("it is not yet live");
    }

    [Fact]
    public async Task Without_indexes_it_does_not_join()
    {
        var generation = await _store.BeginAsync();
        (await _store.JoinAsync(generation)).Should().BeFalse();
        await _store.IndexAsync(generation);
        await _store.IndexAsync(generation);
        (await _store.JoinAsync(generation)).Should().BeTrue();
    }

    [Fact]
    public async Task Once_it_has_joined_every_commit_is_one_to_both()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        var generation = await _store.JoinedAsync(7, Things.Of("b"));

        await _store.UpsertAsync(7, 9, Things.Of("c"));

        (await _store.RowsAsync()).Select(thing => thing.Id).Should().Equal("a", "c");
        (await _store.RowsAsync($"things_g{generation}")).Select(thing => thing.Id).Should().Equal("b", "c");
        (await _store.GenerationsAsync()).Should().OnlyContain(one => one.Checkpoint == Things.Checkpoint(9));
        (await _store.LoadAsync(generation, 9, 11, Things.Of("d"))).Should().BeFalse("it is not built any more");
    }

    [Fact]
    public async Task What_cannot_be_written_to_one_of_both_is_written_to_none()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        await _store.JoinedAsync(7, Things.Of("b"));

        await _store.Awaiting(store => store.CommitAsync(7, 9, transaction => transaction.Update(Things.Amounts, [Things.Of("a", 5)])))
            .Should().ThrowAsync<ReadModelMismatchException>();

        (await _store.RowsAsync()).Should().Equal(Things.Of("a"));
        (await _store.GenerationsAsync()).Should().OnlyContain(one => one.Checkpoint == Things.Checkpoint(7));
    }

    [Fact]
    public async Task However_joining_and_commits_meet_none_that_has_joined_is_left_behind()
    {
        for (var round = 0; round < 30; round++)
        {
            var position = round * 2L;
            var generation = await _store.BeginAsync();
            await _store.LoadAsync(generation, 0, position);
            await _store.IndexAsync(generation);

            var joining = Task.Run(() => _store.JoinAsync(generation));
            (await _store.UpsertAsync(position, position + 1, Things.Of("a", round))).Should().BeTrue();
            await joining;
            (await _store.UpsertAsync(position + 1, position + 2, Things.Of("b", round))).Should().BeTrue();

            var joined = (await _store.GenerationsAsync())[^1];
            if (joined.State == GenerationState.Candidate)
            {
                joined.Checkpoint.Should().Be(Things.Checkpoint(position + 2));
            }

            (await _store.DropAsync(generation)).Should().BeTrue();
        }
    }

    [Fact]
    public async Task Numbers_are_never_used_again()
    {
        var numbers = new List<int> { 1 };
        for (var i = 0; i < 3; i++)
        {
            numbers.Add(await _store.BeginAsync());
            (await _store.DropAsync(numbers[^1])).Should().BeTrue();
        }

        await _store.PrepareAsync(Things.OfVersion(2), CancellationToken.None);
        numbers.Add((await _store.GenerationsAsync()).Single().Number);
        numbers.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder();
    }
}
