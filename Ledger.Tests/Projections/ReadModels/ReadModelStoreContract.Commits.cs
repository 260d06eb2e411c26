using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Projections.ReadModels;

/// <summary>Checkpoint and rows move together, from where they are believed to be, or not at all.</summary>
public abstract partial class ReadModelStoreContract
{
    [Fact]
    public async Task A_commit_moves_the_checkpoint_and_writes_the_rows()
    {
        (await _store.UpsertAsync(0, 5, Things.Of("a"), Things.Of("b"))).Should().BeTrue();
        (await _store.UpsertAsync(5, 9, Things.Of("b", 2))).Should().BeTrue();

        (await _store.FindAsync()).Should().Be(Things.Checkpoint(9));
        (await _store.RowsAsync()).Should().Equal(Things.Of("a"), Things.Of("b", 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task A_commit_from_elsewhere_writes_nothing(long from)
    {
        await _store.UpsertAsync(0, 5, Things.Of("a"));

        (await _store.UpsertAsync(from, 9, Things.Of("b"))).Should().BeFalse();

        (await _store.FindAsync()).Should().Be(Things.Checkpoint(5));
        (await _store.RowsAsync()).Should().Equal(Things.Of("a"));
    }

    [Fact]
    public async Task A_commit_of_another_version_writes_nothing()
    {
        await _store.UpsertAsync(0, 5, Things.Of("a"));

        (await _store.CommitAsync(5, 9, transaction => transaction.Upsert(Things.All, [Things.Of("b")]), Things.OfVersion(2))).Should().BeFalse();

        (await _store.FindAsync()).Should().Be(Things.Checkpoint(5));
        (await _store.RowsAsync()).Should().Equal(Things.Of("a"));
    }

    [Fact]
    public async Task A_commit_whose_writing_fails_writes_nothing()
    {
        await _store.Awaiting(store => store.CommitAsync(0, 5, transaction =>
        {
            transaction.Upsert(Things.All, [Things.Of("a")]);
            throw new InvalidOperationException("It does not go on.");
        })).Should().ThrowAsync<InvalidOperationException>().WithMessage("It does not go on.");

        (await _store.FindAsync()).Should().Be(ProjectionCheckpoint.None);
        (await _store.RowsAsync()).Should().BeEmpty();
        (await _store.UpsertAsync(0, 5, Things.Of("a"))).Should().BeTrue("it can be tried again");
    }

    [Fact]
    public async Task A_commit_without_rows_moves_the_checkpoint()
    {
        (await _store.CommitAsync(0, 5, transaction => transaction.Upsert(Things.All, []))).Should().BeTrue();
        (await _store.FindAsync()).Should().Be(Things.Checkpoint(5));
    }

    [Fact]
    public async Task The_two_halves_of_a_position_are_told_apart()
    {
        var first = new ProjectionCheckpoint(new(5, 3), Things.Ledger, null);
        await _store.CommitAsync(Things.Schema, Position.Start, first, _ => { }, CancellationToken.None);

        (await _store.CommitAsync(Things.Schema, new(5, 4), Things.Checkpoint(9), _ => { }, CancellationToken.None)).Should().BeFalse();
        (await _store.FindAsync()).Should().Be(first);
        (await _store.CommitAsync(Things.Schema, new(5, 3), first with { Position = new(5, 4) }, _ => { }, CancellationToken.None)).Should().BeTrue();
    }

    [Fact]
    public async Task Positions_go_up_to_the_largest_that_a_log_can_have()
    {
        var far = new ProjectionCheckpoint(new(long.MaxValue, long.MaxValue - 1), Things.Ledger, new("thing-ü", long.MaxValue, "c"));
        (await _store.CommitAsync(Things.Schema, Position.Start, far, _ => { }, CancellationToken.None)).Should().BeTrue();
        (await _store.FindAsync()).Should().Be(far);
    }

    [Fact]
    public async Task Of_many_commits_from_the_same_place_one_is_written()
    {
        var moved = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => _store.UpsertAsync(0, 5, Things.Of($"t{i}")))));

        moved.Count(each => each).Should().Be(1);
        (await _store.RowsAsync()).Should().ContainSingle().Which.Id.Should().Be($"t{Array.IndexOf(moved, true)}");
    }

    [Fact]
    public async Task A_commit_that_is_cancelled_before_it_begins_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await _store.Awaiting(store => store.CommitAsync(Things.Schema, Position.Start, Things.Checkpoint(1), _ => { }, cancelled.Token))
            .Should().ThrowAsync<OperationCanceledException>();
        (await _store.FindAsync()).Should().Be(ProjectionCheckpoint.None);
    }
}
