using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;
using Ledger.Tests.Support.Faults;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections.Rebuilds;

/// <summary>New generations, built while the live one is followed.</summary>
public abstract class RebuildSuite(ReadModelStores stores) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ProjectionLab _lab = new(stores);

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_rebuilt_alike_is_switched_to_and_the_one_before_goes_along()
    {
        await _lab.FillAsync(seed: 1, accounts: 4, movements: 60);
        await using var running = await RunAsync(_lab.OpenReadModels());

        (await running.Control.RebuildAsync("accounts", OnDifference.Stop, CancellationToken.None)).Should().BeTrue();
        (await running.Control.RebuildAsync("accounts", OnDifference.Stop, CancellationToken.None)).Should().BeFalse("one is on its way");
        await running.UntilAsync("accounts", generations => generations.Any(one => one is { Number: 2, State: GenerationState.Live }));
        await _lab.FillAsync(seed: 2, accounts: 0, movements: 0);
        await _lab.DepositAsync("a0", 100);
        await running.ReachesTailAsync();

        var generations = await running.Control.GenerationsAsync("accounts", CancellationToken.None);
        generations.Select(one => (one.Number, one.State)).Should().Equal((1, GenerationState.Previous), (2, GenerationState.Live));
        generations[0].Checkpoint.Should().Be(generations[1].Checkpoint);
        (await ProjectionLab.DumpAsync(running.Store)).Should().Be(await _lab.ReferenceAsync());
        (await running.Store.Generations.CompareAsync(running.Host["accounts"].Projection.Schema, 1, 5, CancellationToken.None)).IsSame.Should().BeTrue();
    }

    [Fact]
    public async Task What_differs_waits_with_its_first_rows_until_somebody_decides()
    {
        await _lab.FillAsync(seed: 1, accounts: 4, movements: 60);
        await using var running = await RunAsync(_lab.OpenReadModels());
        await running.ReachesTailAsync();
        await ChangeByHandAsync("UPDATE accounts_g1 SET balance = balance + 1 WHERE id = 'a2'");

        await running.Control.RebuildAsync("accounts", OnDifference.Stop, CancellationToken.None);
        var status = await running.UntilPhaseAsync("accounts", RebuildPhase.Waiting);

        status.Comparison!.Should().BeEquivalentTo(new { Rows = 4L, Missing = 0L, Added = 0L, Changed = 1L });
        var row = status.Comparison!.First.Should().ContainSingle().Subject;
        (row.Table, row.Stream).Should().Be(("accounts", "account-a2"));
        ((long)row.Live!["balance"]!).Should().Be((long)row.New!["balance"]! + 1);

        // It goes along while it waits.
        await _lab.DepositAsync("a0", 100);
        await running.ReachesTailAsync();
        (await running.Control.SwitchAsync("accounts", CancellationToken.None)).Should().BeTrue();
        (await ProjectionLab.DumpAsync(running.Store)).Should().Be(await _lab.ReferenceAsync());
    }

    [Fact]
    public async Task A_rebuild_that_is_cancelled_leaves_nothing()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 10);
        await using var running = await RunAsync(_lab.OpenReadModels());
        await running.ReachesTailAsync();
        await ChangeByHandAsync("DELETE FROM transactions_g1 WHERE revision = 1");
        await running.Control.RebuildAsync("transactions", OnDifference.Stop, CancellationToken.None);
        (await running.UntilPhaseAsync("transactions", RebuildPhase.Waiting)).Comparison!.Added.Should().BePositive();

        (await running.Control.CancelAsync("transactions", CancellationToken.None)).Should().BeTrue();

        (await running.Control.GenerationsAsync("transactions", CancellationToken.None)).Should().ContainSingle();
        (await running.Rebuilds.StatusAsync("transactions", CancellationToken.None)).Should().BeNull();
        (await running.Control.CancelAsync("transactions", CancellationToken.None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_rebuild_goes_on_after_a_restart_where_it_was()
    {
        await _lab.FillAsync(seed: 1, accounts: 4, movements: 60);
        var store = _lab.OpenReadModels();
        await using (var before = await RunAsync(store, rebuilds: false))
        {
            await before.ReachesTailAsync();
            await before.Control.RebuildAsync("accounts", OnDifference.Stop, CancellationToken.None);
        }

        await using var after = await RunAsync(store);
        await after.UntilAsync("accounts", generations => generations.Any(one => one is { Number: 2, State: GenerationState.Live }));
        (await ProjectionLab.DumpAsync(store)).Should().Be(await _lab.ReferenceAsync());
    }

    [Fact]
    public async Task A_projection_that_stopped_at_an_event_goes_on_without_it_when_it_is_skipped_and_so_do_later_generations()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 10);
        var last = (await _lab.AllEventsAsync()).Where(e => e.Recorded.Stream.Value == "account-a0").Max(e => e.Recorded.Revision);
        await _lab.PoisonAsync("a0", last + 1);
        await using var running = await RunAsync(_lab.OpenReadModels());
        await running.UntilFailedAsync("accounts");
        running.Host["accounts"].Failure!.Should().BeEquivalentTo(new { Stream = "account-a0", Revision = last + 1 });

        (await running.Control.SkipAsync("transaction_ids", "x", "c", "tester", CancellationToken.None)).Should().BeFalse();
        await running.UntilReportedAsync("accounts");
        (await running.Control.SkipAsync("accounts", "Written by hand", "c", "tester", CancellationToken.None)).Should().BeTrue();
        await running.ReachesTailAsync("accounts");
        running.Host["accounts"].IsRunning.Should().BeTrue();

        await running.Control.RebuildAsync("accounts", OnDifference.Stop, CancellationToken.None);
        await running.UntilAsync("accounts", generations => generations.Any(one => one is { Number: 2, State: GenerationState.Live }));
    }

    [Fact]
    public async Task A_projection_that_failed_can_be_retried_and_fails_again_while_the_cause_is_there()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 3);
        await _lab.PoisonAsync("a0", (await _lab.AllEventsAsync())[^1].Recorded.Revision + 1);
        await using var running = await RunAsync(_lab.OpenReadModels());
        await running.UntilReportedAsync("accounts");

        (await running.Control.RetryAsync("accounts", CancellationToken.None)).Should().BeTrue();

        await running.UntilReportedAsync("accounts");
        running.Host["accounts"].State.Should().Be(ProjectionState.Failed);
        (await running.Control.RetryAsync("transaction_ids", CancellationToken.None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_generation_that_has_failed_is_replaced_by_one_that_was_asked_for_whatever_the_difference()
    {
        await _lab.FillAsync(seed: 1, accounts: 3, movements: 20);
        var store = _lab.OpenReadModels();
        await using var running = await RunAsync(store);
        await running.ReachesTailAsync();
        // The next event of this account finds no row to change: the table does not agree with the history.
        await ChangeByHandAsync("DELETE FROM accounts_g1 WHERE id = 'a1'");
        await _lab.DepositAsync("a1", 5);
        await running.UntilFailedAsync("accounts");

        await running.Control.RebuildAsync("accounts", OnDifference.Switch, CancellationToken.None);
        await running.UntilAsync("accounts", generations => generations is [{ Number: 2, State: GenerationState.Live }]);
        await running.ReachesTailAsync("accounts");
        await _lab.DepositAsync("a1", 5);
        await running.ReachesTailAsync();
        (await ProjectionLab.DumpAsync(store)).Should().Be(await _lab.ReferenceAsync());
    }

    /// <summary>As somebody does who thinks he knows better.</summary>
    private async Task ChangeByHandAsync(string sql) => (await _lab.ReadModels.ExecuteAsync(sql)).Should().BePositive();

    private async Task<Running> RunAsync(IReadModelStore store, bool rebuilds = true)
    {
        var host = new ProjectionHost(
            _lab.Events,
            EventSerializer.Default,
            [.. ProjectionLab.Projections().Select(projection => _lab.RunnerOf(projection, store))],
            StreamFilter.All,
            _lab.Clock,
            NullLogger.Instance);
        var rebuilder = new RebuildHost(
            _lab.Events, EventSerializer.Default, host, StreamFilter.All, ProjectionLab.LedgerId, _lab.Clock, NullLogger.Instance);
        var operations = new OperationsLog(_lab.Events, EventSerializer.Default, _lab.Clock);
        await host.StartAsync(CancellationToken.None);
        if (rebuilds)
        {
            await rebuilder.StartAsync(CancellationToken.None);
        }

        return new(store, _lab.Events, host, rebuilder, new(host, operations));
    }

    private sealed record Running(
        IReadModelStore Store, FaultyEventStore Events, ProjectionHost Host, RebuildHost Rebuilds, ProjectionControl Control) : IAsyncDisposable
    {
        public async Task UntilAsync(string projection, Func<IReadOnlyList<Generation>, bool> reached) =>
            await UntilAsync(async () => reached(await Control.GenerationsAsync(projection, CancellationToken.None)));

        public async Task<RebuildStatus> UntilPhaseAsync(string projection, RebuildPhase phase)
        {
            RebuildStatus? status = null;
            await UntilAsync(async () => (status = await Rebuilds.StatusAsync(projection, CancellationToken.None))?.Phase == phase);
            return status!;
        }

        public Task UntilFailedAsync(string projection) => UntilAsync(() => Task.FromResult(Host[projection].State == ProjectionState.Failed));

        public Task UntilReportedAsync(string projection) => UntilAsync(async () =>
            await Store.FindFailureAsync(Host[projection].Projection.Schema, CancellationToken.None) is not null);

        public async Task ReachesTailAsync(params string[] projections)
        {
            var tail = await Events.ReadTailAsync(CancellationToken.None);
            foreach (var runner in Host.Runners.Where(runner => projections.Length == 0 || projections.Contains(runner.Name)))
            {
                await UntilAsync(() => Task.FromResult(runner.IsRunning && runner.Progress.Position >= tail));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Rebuilds.StopAsync(CancellationToken.None);
            await Host.StopAsync(CancellationToken.None);
            Rebuilds.Dispose();
            Host.Dispose();
        }

        private static async Task UntilAsync(Func<Task<bool>> reached)
        {
            for (var began = TimeProvider.System.GetTimestamp(); !await reached(); await Task.Delay(20, TestContext.Current.CancellationToken))
            {
                TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Patience);
            }
        }
    }
}
