using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Crash;

/// <summary>Everything is rebuilt under load while processes are killed: where the stores can be shared, another takes over at once.</summary>
public abstract class RebuildKillSuite : OwnStores
{
    private const int Rounds = 5;

    private readonly List<LedgerProcess> _processes = [];

    public override async ValueTask DisposeAsync()
    {
        _processes.ForEach(process => process.Dispose());
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Whenever_the_one_that_rebuilds_is_killed_the_work_is_taken_up_and_nothing_is_lost_or_doubled()
    {
        var seed = Random.Shared.Next();
        var (random, load, met) = (new Random(seed), new Load(), new List<string>());
        for (var round = 0; round < Rounds; round++)
        {
            while (_processes.Count < (Stores.CanBeShared ? 2 : 1))
            {
                _processes.Add(await LedgerProcess.StartAsync(Stores));
            }

            // The one that was started first leads. Who writes to the other goes on when it is killed.
            var (leader, written) = (_processes[0], _processes[^1]);
            await CrashSuite.PrepareAsync(written.Client);
            using var stop = new CancellationTokenSource();
            var running = load.RunAsync(written.Client, stop.Token);
            await Task.Delay(round == 0 ? 1500 : 200, TestContext.Current.CancellationToken);
            await Rebuilding.AskAsync(leader.Client);
            await Task.Delay(random.Next(1200), TestContext.Current.CancellationToken);
            // Left to chance alone, every kill might come before the work has begun, or after its end.
            met.AddRange(round % 2 == 0 ? await Rebuilding.BeginAsync(leader.Client) : await Rebuilding.PhasesAsync(leader.Client));
            await Task.Delay(random.Next(40), TestContext.Current.CancellationToken);
            await leader.KillAsync();
            if (written != leader)
            {
                await Task.Delay(300, TestContext.Current.CancellationToken);
            }

            await stop.CancelAsync();
            await running;
            leader.Dispose();
            _processes.Remove(leader);
        }

        if (_processes.Count == 0)
        {
            _processes.Add(await LedgerProcess.StartAsync(Stores));
        }

        await InspectAsync(_processes[0], load);
        met.Should().Contain(phase => phase != Rebuilding.NotBegun, $"it was killed on the way, with seed {seed}");
    }

    private async Task InspectAsync(LedgerProcess last, Load load)
    {
        await load.SendAgainAsync(last.Client);
        await Rebuilding.EndAsync(last.Client);
        await Rebuilding.AskAsync(last.Client);
        await Rebuilding.EndAsync(last.Client);
        await Rebuilding.VerifyAsync(last.Client);
        await Inspection.ThroughListsAsync(last.Client, load);
        (await last.TerminateAsync()).Should().Be(0, last.Output);
        await FoldedAnew.ShouldBeTheTablesOfAsync(Stores);
    }
}
