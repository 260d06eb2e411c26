using Ledger.Projections.ReadModels;
using Ledger.Tests.Projections.ReadModels;
using Ledger.Tests.Support.ReadModels;
using Npgsql;

namespace Ledger.Tests.Projections.Postgres;

/// <summary>Somebody's report runs for hours over a table that is to be switched.</summary>
public sealed class PostgresLongQueryTests : IAsyncLifetime
{
    private readonly PostgresReadModels _stores = new();
    private IReadModelStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await _stores.OpenAsync();
        await _store.PrepareAsync();
        await _store.UpsertAsync(0, 5, Things.Of("old"));
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_switch_gives_up_after_a_while_instead_of_keeping_everybody_waiting_and_can_be_tried_again()
    {
        var generation = await _store.JoinedAsync(5, Things.Of("new"));
        await using (await LongQueryAsync("things"))
        {
            (await _store.Awaiting(store => store.SwitchAsync(generation)).Should().ThrowAsync<PostgresException>())
                .Which.IsTransient.Should().BeTrue("then it is answered as unavailable, and not as a bug");
            (await _store.RowsAsync()).Should().Equal(Things.Of("old"));
            (await _store.UpsertAsync(5, 7, Things.Of("z"))).Should().BeTrue();
        }

        (await _store.SwitchAsync(generation)).Should().BeTrue();
        (await _store.RowsAsync()).Select(thing => thing.Id).Should().Equal("new", "z");
    }

    [Fact]
    public async Task Commits_and_readers_do_not_wait_for_it()
    {
        await using var query = await LongQueryAsync("things");
        (await _store.UpsertAsync(5, 7, Things.Of("a"))).Should().BeTrue();
        (await _store.RowsAsync()).Should().HaveCount(2);
        var generation = await _store.JoinedAsync(7, Things.Of("old"), Things.Of("a"));
        (await _store.CompareAsync(generation)).IsSame.Should().BeTrue();
        (await _store.DropAsync(generation)).Should().BeTrue();
    }

    [Fact]
    public async Task While_indexes_are_made_commits_go_on_and_others_start()
    {
        var generation = await _store.BeginAsync();
        Task indexing;
        // As if making them took long: it waits for this one, with everything that it holds.
        await using (await LongQueryAsync($"things_g{generation}", "LOCK TABLE {0} IN ROW EXCLUSIVE MODE"))
        {
            indexing = _store.IndexAsync(generation);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            indexing.IsCompleted.Should().BeFalse();

            (await _store.UpsertAsync(5, 7, Things.Of("a"))).Should().BeTrue();
            (await (await _stores.OpenAsync()).PrepareAsync()).Should().Be(Things.Checkpoint(7));
            indexing.IsCompleted.Should().BeFalse();
        }

        await indexing;
    }

    /// <summary>A transaction that has read a table and does not end before it is disposed of.</summary>
    private async Task<NpgsqlConnection> LongQueryAsync(string table, string statement = "SELECT count(*) FROM {0}")
    {
        var connection = new NpgsqlConnection(await _stores.ConnectionStringAsync() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(string.Format($"BEGIN; {statement}", table), connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
