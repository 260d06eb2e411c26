using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.TransactionIds;
using Ledger.Projections.Users;
using Ledger.Tests.Support.ReadModels;

namespace Ledger.Tests.Projections;

/// <summary>An event that cannot be read stops the projections that need it, and no other.</summary>
public abstract class PoisonEventSuite(ReadModelStores stores) : IDisposable
{
    private readonly ProjectionLab _lab = new(stores);

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1_000)]
    public async Task It_stops_the_projections_that_need_it_and_the_rows_before_it_are_there(int batchSize)
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 0);
        await _lab.DepositAsync("a0", 100);
        await _lab.DepositAsync("a1", 50);
        var before = (await _lab.AllEventsAsync())[^1].Recorded.Position;
        var poisoned = await _lab.PoisonAsync("a0", 2);
        await _lab.DepositAsync("a1", 7, "after");
        var store = _lab.OpenReadModels();
        var runners = await _lab.StartAsync(store);
        foreach (var batch in (await _lab.AllEventsAsync()).Chunk(batchSize))
        {
            await runners.ApplyToAllAsync(batch);
        }

        foreach (var runner in runners.Where(runner => runner.Name is not (TransactionIdsProjection.Name or UsersProjection.Name)))
        {
            runner.State.Should().Be(ProjectionState.Failed);
            runner.Error.Should().Contain("event 2 (funds-deposited.v1) of account-a0").And.Contain($"position {poisoned}");
            runner.Progress.Position.Should().Be(before);
        }

        var accounts = new AccountQueries(store, TimeProvider.System);
        (await accounts.FindAsync("a0", CancellationToken.None))!.Balance.Should().Be(100);
        (await accounts.FindAsync("a1", CancellationToken.None))!.Balance.Should().Be(50);
        var ids = runners.Single(runner => runner.Name == TransactionIdsProjection.Name);
        ids.IsRunning.Should().BeTrue();
        ids.Progress.Position.Should().BeGreaterThan(poisoned);
        (await ProjectionLab.DumpAsync(store, "transaction_id_coverage")).Should().Contain("stream=account-a0|revision=2");
    }

    [Fact]
    public async Task Nobody_waits_for_a_projection_that_has_failed()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 0);
        var poisoned = await _lab.PoisonAsync("a0", 1);
        var runners = await _lab.StartAsync(_lab.OpenReadModels());
        var waiting = runners[0].Progress.WaitForAsync(poisoned, TimeSpan.FromSeconds(30), CancellationToken.None);

        await runners.ApplyToAllAsync(await _lab.AllEventsAsync());
        (await waiting).Should().BeFalse();
        (await runners[0].Progress.WaitForAsync(poisoned, TimeSpan.FromSeconds(30), CancellationToken.None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_restart_stops_at_the_same_event_again()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 3);
        var events = await _lab.AllEventsAsync();
        await _lab.PoisonAsync("a0", events[^1].Recorded.Revision + 1);
        var store = await _lab.BuiltAsync();
        var dump = await ProjectionLab.DumpAsync(store);
        var again = await _lab.StartAsync(store);

        again.Should().OnlyContain(runner => runner.IsRunning);
        await again.ApplyToAllAsync(await _lab.AllEventsAsync());
        again[0].State.Should().Be(ProjectionState.Failed);
        (await ProjectionLab.DumpAsync(store)).Should().Be(dump);
    }
}
