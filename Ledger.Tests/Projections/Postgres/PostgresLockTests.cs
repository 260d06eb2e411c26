using Ledger.Projections.ReadModels;
using Ledger.Tests.Projections.ReadModels;
using Ledger.Tests.Support.Postgres;
using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections.Postgres;

/// <summary>One process writes, and whoever has lost the right to writes nothing any more.</summary>
public sealed class PostgresLockTests : IAsyncLifetime
{
    private const string KillHolder = $"SELECT pg_terminate_backend(pid) FROM {PostgresDatabase.AdvisoryLocks}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PostgresReadModels _stores = new();
    private IReadModelStore _first = null!;
    private IReadModelStore _second = null!;

    public async ValueTask InitializeAsync()
    {
        (_first, _second) = (await _stores.OpenAsync(), await _stores.OpenAsync());
        await _first.PrepareAsync();
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task While_one_leads_no_other_does_and_then_another_may()
    {
        var turn = await LeadAsync(_first);
        (await _second.TryLeadAsync(CancellationToken.None)).Should().BeNull();
        (await _first.TryLeadAsync(CancellationToken.None)).Should().BeNull("it leads already");

        await turn.DisposeAsync();
        await using var next = await LeadAsync(_second);
        (await _first.TryLeadAsync(CancellationToken.None)).Should().BeNull();
        turn.Invoking(t => t.Lost.IsCancellationRequested).Should().NotThrow();
    }

    [Fact]
    public async Task A_ledger_in_another_schema_of_the_same_database_has_a_leader_of_its_own()
    {
        await using var turn = await LeadAsync(_first);
        await using var other = await (await _stores.OpenAsync("other")).TryLeadAsync(CancellationToken.None);
        other.Should().NotBeNull();
    }

    [Fact]
    public async Task Who_loses_the_connection_that_holds_the_lock_is_told()
    {
        await using var turn = await LeadAsync(_first);
        await _stores.ExecuteAsync(KillHolder);

        await ToldAsync(turn);
        await using var next = await LeadAsync(_second);
        next.Lost.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task Who_led_before_writes_nothing_once_another_leads_though_its_checkpoint_would_match()
    {
        await using var turn = await LeadAsync(_first);
        (await _first.UpsertAsync(0, 5, Things.Of("a"))).Should().BeTrue();
        var generation = await _first.BeginAsync();
        await _stores.ExecuteAsync(KillHolder);
        // Nobody else leads yet: what it writes now is written once.
        (await _first.UpsertAsync(5, 6, Things.Of("b"))).Should().BeTrue();
        await using var next = await LeadAsync(_second);

        (await _first.UpsertAsync(6, 9, Things.Of("c"))).Should().BeFalse();
        (await _first.LoadAsync(generation, 0, 6, Things.Of("c"))).Should().BeFalse();
        await _first.Generations.NoteAsync(Things.Schema, generation, "mine", CancellationToken.None);
        (await _second.GenerationsAsync()).Single(one => one.Number == generation).Progress.Should().BeNull();

        (await _second.FindAsync()).Should().Be(Things.Checkpoint(6));
        (await _second.UpsertAsync(6, 9, Things.Of("d"))).Should().BeTrue();
        (await _second.RowsAsync()).Select(thing => thing.Id).Should().Equal("a", "b", "d");
    }

    [Fact]
    public async Task Who_never_led_writes_nothing_where_another_does()
    {
        await using var turn = await LeadAsync(_first);
        (await _second.UpsertAsync(0, 5, Things.Of("a"))).Should().BeFalse();
        (await _first.UpsertAsync(0, 5, Things.Of("a"))).Should().BeTrue();
    }

    [Fact]
    public async Task Who_leads_again_writes_again()
    {
        await (await LeadAsync(_first)).DisposeAsync();
        await (await LeadAsync(_second)).DisposeAsync();
        await using var turn = await LeadAsync(_first);
        (await _first.UpsertAsync(0, 5, Things.Of("a"))).Should().BeTrue();
    }

    [Fact]
    public async Task The_next_one_begins_when_a_commit_of_the_one_before_has_ended()
    {
        await using var turn = await LeadAsync(_first);
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var committing = Task.Run(() => _first.CommitAsync(0, 5, transaction =>
        {
            entered.Set();
            leave.Wait();
            transaction.Upsert(Things.All, [Things.Of("a")]);
        }));
        entered.Wait(TestContext.Current.CancellationToken);
        await _stores.ExecuteAsync(KillHolder);

        var taking = Task.Run(() => LeadAsync(_second));
        await Task.Delay(500, TestContext.Current.CancellationToken);
        taking.IsCompleted.Should().BeFalse();
        leave.Set();

        (await committing).Should().BeTrue();
        await using var next = await taking;
        (await _second.FindAsync()).Should().Be(Things.Checkpoint(5));
    }

    [Fact]
    public async Task A_process_that_ends_takes_its_lock_along()
    {
        _ = await LeadAsync(_first);
        await _stores.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await using var next = await LeadAsync(_second);
    }

    private static async Task<IProjectorLock> LeadAsync(IReadModelStore store)
    {
        // A connection that was ended is gone a moment later; and one from the pool may be one of those.
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(20))
        {
            try
            {
                if (await store.TryLeadAsync(CancellationToken.None) is { } turn)
                {
                    return turn;
                }
            }
            catch (Npgsql.NpgsqlException) when (TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                continue;
            }

            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Patience);
        }
    }

    private static async Task ToldAsync(IProjectorLock turn)
    {
        var told = new TaskCompletionSource();
        await using var registration = turn.Lost.Register(told.SetResult);
        await told.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
