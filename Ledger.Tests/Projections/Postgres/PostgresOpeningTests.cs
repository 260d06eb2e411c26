using Ledger.EventStore.Port;
using Ledger.Projections.Postgres;
using Ledger.Projections.ReadModels;
using Ledger.Tests.Projections.ReadModels;
using Ledger.Tests.Support.ReadModels;
using Npgsql;

namespace Ledger.Tests.Projections.Postgres;

public sealed class PostgresOpeningTests : IAsyncDisposable
{
    private readonly PostgresReadModels _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task Many_processes_that_start_at_once_find_one_set_of_tables()
    {
        await _stores.ConnectionStringAsync();
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var store = await _stores.OpenAsync();
            return (Store: store, Checkpoint: await store.PrepareAsync());
        })));

        opened.Should().OnlyContain(each => each.Checkpoint == ProjectionCheckpoint.None);
        (await opened[0].Store.GenerationsAsync()).Should().ContainSingle();
        (await opened[3].Store.UpsertAsync(0, 5, Things.Of("a"))).Should().BeTrue();
        (await opened[5].Store.RowsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Tables_of_a_later_version_are_left_alone()
    {
        await _stores.OpenAsync();
        await _stores.ExecuteAsync("UPDATE projector SET format = 99");

        (await _stores.Awaiting(stores => stores.OpenAsync()).Should().ThrowAsync<StoreCorruptException>()).Which.Message.Should().Contain("99");
    }

    [Fact]
    public async Task Tables_of_before_there_was_a_progress_are_kept_and_get_one()
    {
        var before = await _stores.OpenAsync();
        await before.PrepareAsync();
        await before.UpsertAsync(0, 5, Things.Of("a"));
        await _stores.ExecuteAsync("ALTER TABLE projection_generations DROP COLUMN progress; UPDATE projector SET format = 1");

        var after = await _stores.OpenAsync();
        (await after.RowsAsync()).Should().ContainSingle();
        (await after.UpsertAsync(5, 6, Things.Of("b"))).Should().BeTrue();
        (await after.GenerationsAsync()).Should().ContainSingle().Which.Progress.Should().BeNull();
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=ledger;Password=hush;Database=books", "127.0.0.1:1/books")]
    [InlineData("Host=nowhere.invalid;Username=ledger;Password=hush", "nowhere.invalid:5432/ledger")]
    public async Task A_server_that_cannot_be_reached_is_named_without_its_password(string connection, string name) =>
        (await PostgresSettings.Parse(connection)
            .Awaiting(settings => PostgresReadModelStore.OpenAsync(settings, TimeProvider.System, CancellationToken.None))
            .Should().ThrowAsync<StoreUnavailableException>())
            .Which.Message.Should().StartWith($"PostgreSQL at {name} cannot be used: ").And.NotContain("hush");

    [Fact]
    public async Task A_role_that_owns_its_schema_needs_no_other_right()
    {
        var role = $"plain_{Guid.NewGuid():N}";
        await _stores.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'plain'; CREATE SCHEMA plain AUTHORIZATION {role}");
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(await _stores.ConnectionStringAsync()) { Username = role, Password = "plain", SearchPath = "plain" };
            await using var store = await PostgresReadModelStore.OpenAsync(
                PostgresSettings.Parse(settings.ConnectionString), TimeProvider.System, CancellationToken.None);
            await store.PrepareAsync();
            await using var turn = await store.TryLeadAsync(CancellationToken.None);
            (await store.UpsertAsync(0, 5, Things.Of("a"))).Should().BeTrue();
            var generation = await store.JoinedAsync(5, Things.Of("a"));
            (await store.CompareAsync(generation)).IsSame.Should().BeTrue();
            (await store.SwitchAsync(generation)).Should().BeTrue();
            (await store.DropAsync(1)).Should().BeTrue();
        }
        finally
        {
            await _stores.ExecuteAsync($"DROP OWNED BY {role} CASCADE; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task What_others_may_read_stays_so_after_a_switch()
    {
        var store = await _stores.OpenAsync();
        await store.PrepareAsync();
        await _stores.ExecuteAsync("GRANT SELECT ON things TO public; CREATE VIEW dear_things AS SELECT id FROM things WHERE amount > 100");
        await store.UpsertAsync(0, 5, Things.Of("a", 101));

        (await store.SwitchAsync(await store.JoinedAsync(5, Things.Of("b", 102)))).Should().BeTrue();

        await using var connection = await store.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id || has_table_privilege('pg_monitor', 'things', 'SELECT') FROM dear_things";
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).Should().Be("btrue");
    }

    [Fact]
    public async Task A_server_that_is_gone_while_reading_is_said_to_be()
    {
        var store = await _stores.OpenAsync();
        await using var connection = await store.OpenAsync(CancellationToken.None);
        await _stores.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        (await command.Awaiting(c => c.ExecuteScalarAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<NpgsqlException>())
            .Which.IsTransient.Should().BeTrue("then it is answered as unavailable, and not as a bug");
    }
}
