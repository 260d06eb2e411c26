using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Tests.Support.Faults;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

/// <summary>Where a runner goes on after a restart, and when it must not.</summary>
public abstract class RunnerRestartSuite(ReadModelStores stores) : IDisposable
{
    private readonly ProjectionLab _lab = new(stores);

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Reopening_goes_on_from_the_checkpoint()
    {
        await _lab.FillAsync(seed: 1, accounts: 3, movements: 40);
        var events = await _lab.AllEventsAsync();
        var store = _lab.OpenReadModels();
        await (await _lab.StartAsync(store)).ApplyToAllAsync(events[..25]);
        await _lab.ReadModels.CloseAsync(store);

        var reopened = _lab.OpenReadModels();
        var runners = await _lab.StartAsync(reopened);
        runners.Should().OnlyContain(runner => runner.Progress.Position == events[24].Recorded.Position);
        await runners.ApplyToAllAsync(events[25..]);
        (await ProjectionLab.DumpAsync(reopened)).Should().Be(await _lab.ReferenceAsync());
    }

    [Fact]
    public async Task Another_version_of_a_projection_is_built_from_the_beginning_and_alone()
    {
        await _lab.FillAsync(seed: 1, accounts: 3, movements: 40);
        var events = await _lab.AllEventsAsync();
        var store = await _lab.BuiltAsync();
        var next = _lab.RunnerOf(new OtherVersion(new AccountsProjection()), store);

        await next.StartAsync(_lab.Events, CancellationToken.None);
        next.Progress.Position.Should().Be(Position.Start);
        (await ProjectionLab.DumpAsync(store, "accounts")).Trim().Should().Be("accounts", "the table is empty");
        await next.ApplyAsync(events);
        (await ProjectionLab.DumpAsync(store)).Should().Be(await _lab.ReferenceAsync());
    }

    [Fact]
    public async Task A_log_that_ends_before_the_checkpoint_is_said_to_have_lost_events()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 20);
        var store = await _lab.BuiltAsync();
        var dump = await ProjectionLab.DumpAsync(store);
        using var older = new ProjectionLab();
        await older.FillAsync(seed: 1, accounts: 2, movements: 10);

        foreach (var runner in await MovedAsync(store, older))
        {
            runner.State.Should().Be(ProjectionState.Failed);
            runner.Error.Should().StartWith("Events are lost: the log ends at position");
            await runner.ApplyAsync(await older.AllEventsAsync());
        }

        (await ProjectionLab.DumpAsync(store)).Should().Be(dump, "a runner that failed writes nothing");
    }

    [Fact]
    public async Task Another_ledger_is_noticed()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 20);
        var store = await _lab.BuiltAsync();
        var other = new Guid("99999999-2222-4333-8444-555555555555");

        foreach (var runner in await _lab.StartAsync(store, other))
        {
            runner.State.Should().Be(ProjectionState.Failed);
            runner.Error.Should().Contain($"{ProjectionLab.LedgerId}").And.Contain($"{other}");
        }
    }

    [Fact]
    public async Task A_history_that_was_replaced_is_noticed_however_long_it_is()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 20);
        var store = await _lab.BuiltAsync();
        using var replaced = new ProjectionLab();
        await replaced.FillAsync(seed: 2, accounts: 2, movements: 60);

        foreach (var runner in await MovedAsync(store, replaced))
        {
            runner.State.Should().Be(ProjectionState.Failed);
            runner.Error.Should().StartWith("The history was replaced");
        }
    }

    [Fact]
    public async Task A_read_model_that_cannot_be_written_for_a_moment_is_tried_again()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 20);
        var inner = _lab.OpenReadModels();
        var tries = 0;
        var store = new FaultyReadModelStore(inner) { Before = _ => FailTwice() };
        var runner = new ProjectionRunner(
            new AccountsProjection(), store, ProjectionLab.LedgerId, _lab.Clock, NullLogger.Instance);
        await runner.StartAsync(_lab.Events, CancellationToken.None);

        var tail = await _lab.Events.ReadTailAsync(CancellationToken.None);
        await runner.ApplyAsync(await _lab.AllEventsAsync());
        runner.IsHeldUp.Should().BeTrue();
        await runner.CatchUpAsync(_lab.Events, EventSerializer.Default, StreamFilter.All, tail, CancellationToken.None);
        runner.IsHeldUp.Should().BeTrue();
        runner.Error.Should().Contain("The disk is full.");
        await runner.CatchUpAsync(_lab.Events, EventSerializer.Default, StreamFilter.All, tail, CancellationToken.None);
        runner.Progress.Position.Should().Be(tail);
        tries.Should().Be(3);
        runner.IsHeldUp.Should().BeFalse();
        runner.IsRunning.Should().BeTrue();
        runner.Error.Should().BeNull();

        void FailTwice()
        {
            if (++tries < 3)
            {
                throw new IOException("The disk is full.");
            }
        }
    }

    private async Task<List<ProjectionRunner>> MovedAsync(IReadModelStore store, ProjectionLab other)
    {
        var runners = ProjectionLab.Projections().Select(projection => _lab.RunnerOf(projection, store)).ToList();
        foreach (var runner in runners)
        {
            await runner.StartAsync(other.Events, CancellationToken.None);
        }

        return runners;
    }
}
