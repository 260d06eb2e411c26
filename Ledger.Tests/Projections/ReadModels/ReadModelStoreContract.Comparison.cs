using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Projections.ReadModels;

/// <summary>Every row of both generations is compared, as of one moment.</summary>
public abstract partial class ReadModelStoreContract
{
    [Fact]
    public async Task Two_that_are_alike_are_said_to_be()
    {
        Thing[] things = [Things.Of("a"), new("b", "", "", 0), new("c", "ü", "𐐷", long.MinValue)];
        await _store.UpsertAsync(0, 7, things);
        var comparison = await _store.CompareAsync(await _store.JoinedAsync(7, things));

        comparison.Should().BeEquivalentTo(new GenerationComparison(3, 0, 0, 0, []));
        comparison.IsSame.Should().BeTrue();
    }

    [Fact]
    public async Task Rows_that_are_missing_added_or_changed_are_counted_and_shown_with_their_stream()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"), Things.Of("b", 1), Things.Of("c"));
        var generation = await _store.JoinedAsync(7, Things.Of("a"), Things.Of("b", 2), Things.Of("d"));

        var comparison = await _store.CompareAsync(generation);

        (comparison.Rows, comparison.Missing, comparison.Added, comparison.Changed, comparison.IsSame).Should().Be((3, 1, 1, 1, false));
        comparison.First.Select(row => (row.Table, row.Stream)).Should().Equal(("things", "thing-b"), ("things", "thing-c"), ("things", "thing-d"));
        comparison.First[0].Live.Should().BeEquivalentTo(ColumnsOf("b", 1));
        comparison.First[0].New.Should().BeEquivalentTo(ColumnsOf("b", 2));
        comparison.First[1].Live.Should().BeEquivalentTo(ColumnsOf("c", 1));
        comparison.First[1].New.Should().BeNull();
        comparison.First[2].Live.Should().BeNull();
        comparison.First[2].New.Should().BeEquivalentTo(ColumnsOf("d", 1));
    }

    [Fact]
    public async Task No_value_differs_from_any_value_and_not_from_itself()
    {
        await _store.UpsertAsync(0, 7, new Thing("a", null, "", 1), new Thing("b", null, "", 1), new Thing("c", "", "", 1), new Thing("d", "x", "", 1));
        var generation = await _store.JoinedAsync(7, new Thing("a", null, "", 1), new Thing("b", "", "", 1), new Thing("c", null, "", 1), new Thing("d", null, "", 1));

        var comparison = await _store.CompareAsync(generation);

        (comparison.Missing, comparison.Added, comparison.Changed).Should().Be((0, 0, 3));
        comparison.First.Select(row => (row.Live!["note"], row.New!["note"])).Should().Equal((null, ""), ("", null), ("x", null));
    }

    [Fact]
    public async Task Only_the_first_rows_are_shown_and_all_are_counted()
    {
        await _store.UpsertAsync(0, 7, [.. Things.Many(50), Things.Of("zz")]);
        var generation = await _store.JoinedAsync(7, [.. Things.Many(60, 2)]);

        var comparison = await _store.CompareAsync(generation, rows: 4);

        (comparison.Rows, comparison.Missing, comparison.Added, comparison.Changed).Should().Be((51, 1, 10, 50));
        comparison.First.Select(row => row.Stream).Should().Equal("thing-t00000", "thing-t00001", "thing-t00002", "thing-t00003");
        comparison.First.Should().OnlyContain(row => row.Live != null && row.New != null);
    }

    [Fact]
    public async Task Rows_beyond_the_shown_ones_of_one_side_are_shown_with_the_other_side()
    {
        await _store.UpsertAsync(0, 7, Things.Of("b"), Things.Of("c"));
        var generation = await _store.JoinedAsync(7, Things.Of("a"), Things.Of("b", 2), Things.Of("c", 2));

        var first = (await _store.CompareAsync(generation, rows: 2)).First;

        first.Select(row => row.Stream).Should().Equal("thing-a", "thing-b");
        (first[0].Live, first[1].Live!["amount"], first[1].New!["amount"]).Should().Be((null, 1L, 2L));
    }

    [Fact]
    public async Task Every_table_of_the_projection_is_compared()
    {
        await _store.CommitAsync(0, 7, transaction => transaction.InsertMissing(Things.Pairs, [("a", "b", 1), ("a", "c", 1)]));
        var generation = await _store.JoinedAsync(7);

        var comparison = await _store.CompareAsync(generation);

        (comparison.Rows, comparison.Missing).Should().Be((2, 2));
        comparison.First.Should().OnlyContain(row => row.Table == "pairs" && row.Stream == "a" && row.New == null);
        comparison.First.Select(row => row.Live!["right_id"]).Should().Equal("b", "c");
    }

    [Fact]
    public async Task A_comparison_with_what_is_not_there_is_refused() =>
        await _store.Awaiting(store => store.CompareAsync(99)).Should().ThrowAsync<ReadModelMismatchException>();

    [Fact]
    public async Task While_commits_go_on_both_are_seen_at_the_same_place()
    {
        await _store.UpsertAsync(0, 1, Things.Of("a"));
        var generation = await _store.JoinedAsync(1, Things.Of("a"));
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var position = 1; !stop.IsCancellationRequested; position++)
            {
                (await _store.UpsertAsync(position, position + 1, Things.Of("a", position), Things.Of($"t{position}"))).Should().BeTrue();
            }
        }, CancellationToken.None);

        for (var i = 0; i < 15; i++)
        {
            (await _store.CompareAsync(generation)).IsSame.Should().BeTrue();
        }

        await stop.CancelAsync();
        await writing;
    }

    private static Dictionary<string, object?> ColumnsOf(string id, long amount) =>
        new(StringComparer.Ordinal) { ["id"] = id, ["note"] = null, ["name"] = $"thing {id}", ["amount"] = amount };
}
