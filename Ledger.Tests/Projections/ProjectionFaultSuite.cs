using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.TransactionIds;
using Ledger.Tests.Support.Faults;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

/// <summary>Rare turns of runners, and what must hold all the same.</summary>
public abstract class ProjectionFaultSuite(ReadModelStores stores) : IDisposable
{
    private static readonly Position Far = new(1_000_000, 1_000_000);

    private readonly ProjectionLab _lab = new(stores);

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Who_has_stopped_waiting_for_a_position_is_forgotten()
    {
        var signal = new PositionSignal();
        await signal.WaitForAsync(Far, TimeSpan.FromMilliseconds(10), CancellationToken.None);
        signal.IsAwaited.Should().BeFalse();
    }

    [Fact]
    public async Task Nobody_waits_for_a_runner_that_has_stepped_down()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 10);
        var stopped = await SteppedDownAsync();
        var waiting = stopped.Progress.WaitForAsync(Far, TimeSpan.FromSeconds(30), CancellationToken.None);
        (await waiting.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken)).Should().BeFalse();
    }

    [Fact]
    public async Task A_runner_that_steps_down_before_a_poison_event_has_stopped_and_not_failed()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 10);
        await _lab.PoisonAsync("a0", (await _lab.AllEventsAsync())[^1].Recorded.Revision + 1);
        (await SteppedDownAsync()).State.Should().Be(ProjectionState.Stopped);
    }

    [Fact]
    public async Task A_runner_of_another_version_never_moves_the_checkpoint_of_this_one()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 10);
        var events = await _lab.AllEventsAsync();
        var store = _lab.OpenReadModels();
        var (old, next) = (_lab.RunnerOf(new AccountsProjection(), store), _lab.RunnerOf(new OtherVersion(new AccountsProjection()), store));
        await old.StartAsync(_lab.Events, CancellationToken.None);
        await old.ApplyAsync(events[..8]);
        await next.StartAsync(_lab.Events, CancellationToken.None);
        await next.ApplyAsync(events[..8]);

        // Both believe that they stand where the checkpoint does; the tables are of the next version.
        await old.ApplyAsync(events);
        old.State.Should().Be(ProjectionState.Stopped);
        await next.ApplyAsync(events);
        next.IsRunning.Should().BeTrue();
    }

    [Fact]
    public async Task The_lag_of_a_projection_that_stopped_at_an_event_is_the_age_of_that_event()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 3);
        var (last, store) = ((await _lab.AllEventsAsync())[^1], _lab.OpenReadModels());
        await _lab.PoisonAsync("a0", last.Recorded.Revision + 1);
        await _lab.FillAsync(seed: 2, accounts: 2, movements: 1);
        var runner = (await _lab.StartAsync(store))[0];
        await runner.ApplyAsync(await _lab.AllEventsAsync());

        runner.State.Should().Be(ProjectionState.Failed);
        runner.BehindSince.Should().NotBeNull("there are events that are known and not applied");
    }

    [Fact]
    public async Task A_replaced_event_that_cannot_even_be_read_is_noticed_as_a_replaced_history()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 0);
        var store = await _lab.BuiltAsync();
        using var replaced = new ProjectionLab();
        await replaced.PoisonAsync("a0", 0);
        var runner = _lab.RunnerOf(new AccountsProjection(), store);

        await runner.Awaiting(r => r.StartAsync(replaced.Events, CancellationToken.None)).Should().NotThrowAsync();
        runner.State.Should().Be(ProjectionState.Failed);
        runner.Error.Should().StartWith("The history was replaced");
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_taken_for_another_process()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 5);
        var lost = false;
        var store = new FaultyReadModelStore(_lab.OpenReadModels())
        {
            After = _ =>
            {
                if (!lost)
                {
                    lost = true;
                    throw new IOException("The connection was lost.");
                }
            },
        };
        var runner = RunnerOf(new AccountsProjection(), store);
        await runner.StartAsync(_lab.Events, CancellationToken.None);
        await runner.ApplyAsync(await _lab.AllEventsAsync());
        runner.IsRunning.Should().BeTrue("nobody else has moved the checkpoint");
    }

    [Fact]
    public async Task A_projection_that_cannot_be_written_keeps_no_other_from_going_on()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 5);
        var store = new FaultyReadModelStore(_lab.OpenReadModels())
        {
            Before = name => _ = name == AccountsProjection.Name ? throw new IOException("Its table cannot be written.") : 0,
        };
        var runners = ProjectionLab.Projections().Select(projection => RunnerOf(projection, store)).ToList();
        using var host = new ProjectionHost(_lab.Events, EventSerializer.Default, runners, StreamFilter.All, _lab.Clock, NullLogger.Instance);
        await host.StartAsync(CancellationToken.None);
        var tail = await _lab.Events.ReadTailAsync(CancellationToken.None);

        var reached = await host[TransactionIdsProjection.Name].Progress.WaitForAsync(tail, TimeSpan.FromSeconds(3), CancellationToken.None);
        await host.StopAsync(CancellationToken.None);
        reached.Should().BeTrue();
    }

    private ProjectionRunner RunnerOf(IProjection projection, IReadModelStore store) =>
        new(projection, store, ProjectionLab.LedgerId, _lab.Clock, NullLogger.Instance);

    private async Task<ProjectionRunner> SteppedDownAsync()
    {
        var events = await _lab.AllEventsAsync();
        var store = _lab.OpenReadModels();
        var (first, second) = (_lab.RunnerOf(new AccountsProjection(), store), _lab.RunnerOf(new AccountsProjection(), store));
        await first.StartAsync(_lab.Events, CancellationToken.None);
        await second.StartAsync(_lab.Events, CancellationToken.None);
        await first.ApplyAsync(events[..5]);
        await second.ApplyAsync(events);
        return second;
    }
}
