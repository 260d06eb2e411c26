using Ledger.Projections.ReadModels;
using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.ReadModels;

/// <summary>What every store of read models promises.</summary>
public abstract partial class ReadModelStoreContract(ReadModelStores stores) : IAsyncLifetime
{
    private IReadModelStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await stores.OpenAsync();
        await _store.PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_projection_that_is_made_ready_begins_at_the_start_with_empty_tables()
    {
        var fresh = Things.Schema with { Name = "fresh", Tables = [new TableSchema("fresh", "id").WithKey("id").WithNumber("amount")] };
        (await _store.FindAsync(fresh, CancellationToken.None)).Should().BeNull();
        (await _store.PrepareAsync(fresh, CancellationToken.None)).Should().Be(ProjectionCheckpoint.None);
        (await _store.FindAsync(fresh, CancellationToken.None)).Should().Be(ProjectionCheckpoint.None);
        (await _store.RowsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Made_ready_again_it_is_where_it_was()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));

        (await _store.PrepareAsync()).Should().Be(Things.Checkpoint(7));
        (await _store.FindAsync()).Should().Be(Things.Checkpoint(7));
        (await _store.RowsAsync()).Should().Equal(Things.Of("a"));
    }

    [Fact]
    public async Task It_is_where_it_was_after_the_store_was_closed()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        await stores.CloseAsync(_store);

        _store = await stores.OpenAsync();
        (await _store.FindAsync()).Should().Be(Things.Checkpoint(7));
        (await _store.RowsAsync()).Should().Equal(Things.Of("a"));
    }

    [Fact]
    public async Task Another_version_is_looked_for_in_vain_and_made_ready_it_begins_anew()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        await _store.BeginAsync();
        var next = Things.OfVersion(2);

        (await _store.FindAsync(next, CancellationToken.None)).Should().BeNull();
        (await _store.RowsAsync()).Should().ContainSingle("looking changes nothing");
        (await _store.PrepareAsync(next, CancellationToken.None)).Should().Be(ProjectionCheckpoint.None);
        (await _store.FindAsync()).Should().BeNull();
        (await _store.RowsAsync()).Should().BeEmpty();
        (await _store.GenerationsAsync()).Should().ContainSingle().Which.Version.Should().Be(2);
    }

    [Fact]
    public async Task Another_version_may_have_other_columns()
    {
        await _store.UpsertAsync(0, 7, Things.Of("a"));
        var next = new ProjectionSchema("things", 2, [new TableSchema("things", "id").WithKey("id").WithText("amount")]);

        await _store.PrepareAsync(next, CancellationToken.None);
        var shape = new TableShape<string>("things").Key("id", text => text).Text("amount", text => text);
        (await _store.CommitAsync(0, 1, transaction => transaction.Upsert(shape, ["x"]), next)).Should().BeTrue();
        (await _store.FindAsync(next, CancellationToken.None)).Should().Be(Things.Checkpoint(1));
    }

    [Fact]
    public async Task One_projection_knows_nothing_of_another()
    {
        var other = new ProjectionSchema("other", 1, [new TableSchema("other", "id").WithKey("id").WithNumber("amount")]);
        await _store.PrepareAsync(other, CancellationToken.None);
        await _store.UpsertAsync(0, 7, Things.Of("a"));

        (await _store.FindAsync(other, CancellationToken.None)).Should().Be(ProjectionCheckpoint.None);
        (await _store.CommitAsync(0, 3, _ => { }, other)).Should().BeTrue();
        (await _store.FindAsync()).Should().Be(Things.Checkpoint(7));
    }

    [Fact]
    public async Task A_failure_is_remembered_until_it_is_taken_away()
    {
        var failure = new ProjectionFailure("It stopped.", "thing-a", 3);
        await _store.ReportAsync(Things.Schema, failure, CancellationToken.None);
        (await _store.FindFailureAsync(Things.Schema, CancellationToken.None)).Should().Be(failure);
        await _store.ReportAsync(Things.Schema, null, CancellationToken.None);
        (await _store.FindFailureAsync(Things.Schema, CancellationToken.None)).Should().BeNull();
    }
}
