using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.TransactionIds;
using Ledger.Tests.Support.ReadModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

/// <summary>All projections over a live store.</summary>
public abstract class ProjectionHostSuite(ReadModelStores stores) : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly StreamFilter Accounts = new(["account-"]);

    private readonly ProjectionLab _lab = new(stores);

    public void Dispose()
    {
        _lab.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_catches_up_and_then_follows_every_commit()
    {
        await _lab.FillAsync(seed: 1, accounts: 3, movements: 50);
        var store = _lab.OpenReadModels();
        using var host = HostOf(RunnersOver(store));
        await host.StartAsync(CancellationToken.None);
        await ReachesTailAsync(host);
        for (var i = 0; i < 20; i++)
        {
            await _lab.DepositAsync("a0", 1, $"live-{i}");
            await ReachesTailAsync(host);
        }

        (await ProjectionLab.DumpAsync(store)).Should().Be(await _lab.ReferenceAsync());
        var status = await host.StatusAsync(CancellationToken.None);
        status.Should().OnlyContain(s => s.State == ProjectionState.Live && s.LagEvents == 0 && s.LagMs == 0 && s.Error == null);
        await host.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_was()
    {
        await _lab.FillAsync(seed: 1, accounts: 3, movements: 30);
        var store = _lab.OpenReadModels();
        for (var i = 0; i < 3; i++)
        {
            using var host = HostOf(RunnersOver(store));
            await host.StartAsync(CancellationToken.None);
            await _lab.DepositAsync("a1", 5);
            await ReachesTailAsync(host);
            await host.StopAsync(CancellationToken.None);
            await _lab.DepositAsync("a2", 5);
        }

        using var last = HostOf(RunnersOver(store));
        await last.StartAsync(CancellationToken.None);
        await ReachesTailAsync(last);
        await last.StopAsync(CancellationToken.None);
        (await ProjectionLab.DumpAsync(store)).Should().Be(await _lab.ReferenceAsync());
    }

    [Fact]
    public async Task A_poison_event_does_not_stop_the_index_of_transactions()
    {
        await _lab.FillAsync(seed: 1, accounts: 2, movements: 0);
        var store = _lab.OpenReadModels();
        using var host = HostOf(RunnersOver(store));
        await host.StartAsync(CancellationToken.None);
        await _lab.PoisonAsync("a0", 1);
        await _lab.DepositAsync("a1", 5, "k");

        var tail = await _lab.Events.ReadTailAsync(CancellationToken.None);
        (await host[TransactionIdsProjection.Name].Progress.WaitForAsync(tail, Long, CancellationToken.None)).Should().BeTrue();
        (await host[AccountsProjection.Name].Progress.WaitForAsync(tail, Long, CancellationToken.None)).Should().BeFalse();
        host[AccountsProjection.Name].State.Should().Be(ProjectionState.Failed);
        (await host.StatusAsync(CancellationToken.None))[0].LagEvents.Should().Be(2);
        await host.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Events_of_streams_that_nobody_follows_move_the_checkpoints_all_the_same()
    {
        await _lab.FillAsync(seed: 1, accounts: 1, movements: 1);
        using var host = HostOf(RunnersOver(_lab.OpenReadModels()));
        await host.StartAsync(CancellationToken.None);
        await LedgerIdentity.EnsureAsync(
            _lab.Events, EventSerializer.Default, ProjectionLab.LedgerId, _lab.Clock, CancellationToken.None);

        await ReachesTailAsync(host);
        await host.StopAsync(CancellationToken.None);
    }

    private List<ProjectionRunner> RunnersOver(IReadModelStore store) =>
        [.. ProjectionLab.Projections().Select(projection => _lab.RunnerOf(projection, store))];

    private ProjectionHost HostOf(IReadOnlyList<ProjectionRunner> runners) =>
        new(_lab.Events, EventSerializer.Default, runners, Accounts, _lab.Clock, NullLogger.Instance);

    private async Task ReachesTailAsync(ProjectionHost host)
    {
        var tail = await _lab.Events.ReadTailAsync(CancellationToken.None);
        foreach (var runner in host.Runners)
        {
            (await runner.Progress.WaitForAsync(tail, Long, CancellationToken.None)).Should().BeTrue("{0} follows", runner.Name);
        }
    }
}
