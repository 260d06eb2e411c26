using Ledger.EventStore.Port;
using Ledger.Projections.Postgres;
using Ledger.Tests.Projections.ReadModels;
using Ledger.Tests.Support.Postgres;
using Npgsql;

namespace Ledger.Tests.Projections.Postgres;

/// <summary>A server that crashes takes along what it had not written, which is much here: it writes its log every ten seconds.</summary>
public sealed class PostgresCrashTests : IAsyncLifetime
{
    private PostgresCluster _cluster = null!;

    public async ValueTask InitializeAsync() =>
        _cluster = await PostgresCluster.StartAsync(await PostgresServer.BinariesOrSkipAsync(), "wal_writer_delay=10s");

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Rows_and_checkpoint_are_lost_together_or_not_at_all()
    {
        await using var before = await OpenAsync();
        await before.PrepareAsync();
        for (var position = 0; position < 50; position++)
        {
            (await before.UpsertAsync(position, position + 1, Things.Of($"t{position:D2}"))).Should().BeTrue();
        }

        await _cluster.CrashAndRestartAsync();

        await using var after = await OpenAsync();
        var found = (await after.PrepareAsync()).Position.Commit;
        found.Should().BeLessThan(50, "else this would prove nothing");
        (await after.RowsAsync()).Should().HaveCount((int)found);
    }

    [Fact]
    public async Task Whoever_led_before_the_crash_writes_nothing_once_another_leads_after_it()
    {
        await using var before = await OpenAsync();
        await before.PrepareAsync();
        await using var turn = await before.TryLeadAsync(CancellationToken.None);
        await _cluster.CrashAndRestartAsync();
        await using var after = await OpenAsync();
        await after.PrepareAsync();
        await using var next = await after.TryLeadAsync(CancellationToken.None);
        next.Should().NotBeNull("the lock is gone with the connection");

        (await UntilAnsweredAsync(() => before.UpsertAsync(0, 5, Things.Of("a")))).Should().BeFalse();
        (await after.UpsertAsync(0, 5, Things.Of("b"))).Should().BeTrue();
        turn!.Lost.CanBeCanceled.Should().BeTrue();
    }

    [Fact]
    public async Task A_number_of_a_generation_is_not_given_again_after_a_crash()
    {
        await using var before = await OpenAsync();
        await before.PrepareAsync();
        var number = await before.BeginAsync();
        (await before.DropAsync(number)).Should().BeTrue();
        await _cluster.CrashAndRestartAsync();

        await using var after = await OpenAsync();
        (await after.BeginAsync()).Should().BeGreaterThan(number);
    }

    private async Task<PostgresReadModelStore> OpenAsync() =>
        await PostgresReadModelStore.OpenAsync(PostgresSettings.Parse(_cluster.ConnectionString), TimeProvider.System, CancellationToken.None);

    /// <summary>Connections of before the crash fail once each.</summary>
    private static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> question)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await question();
            }
            catch (Exception e) when (e is NpgsqlException or StoreUnavailableException && i < 50)
            {
                await Task.Delay(20);
            }
        }
    }
}
