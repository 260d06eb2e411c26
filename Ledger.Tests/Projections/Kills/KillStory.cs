using Ledger.Domain.Kernel;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;
using Ledger.Projections.Transactions;

namespace Ledger.Tests.Projections.Kills;

/// <summary>What happens to a projection, from events to switches, as steps that can be taken up wherever they were broken off.</summary>
/// <param name="Prepared">How many of the steps come before anything is broken off.</param>
/// <param name="Spoil">What somebody changes by hand after these.</param>
internal sealed record KillStory(Func<IProjection> Projection, int Prepared, string Spoil, IReadOnlyList<KillStep> Steps)
{
    /// <summary>
    /// A generation differs and waits while events come; it is switched to, rolled back, and back again; another is alike and switched to by
    /// itself; the one before is dropped; and one that was asked for is cancelled.
    /// </summary>
    public static KillStory OfSwitches() => new(
        () => new TransactionsProjection(Currency.Parse("EUR")),
        1,
        "UPDATE transactions_g1 SET reference = 'by hand' WHERE revision = 1",
        [
            Live(8),
            Ask(8, 2, OnDifference.Stop),
            new("carry out up to the difference", 8, p => IsWaitingAsync(p), p => p.Rebuilds.RoundAsync(CancellationToken.None)),
            Live(11),
            Act("switch", 11, p => p.IsLiveAsync(2), p => p.Control.SwitchAsync(p.Runner.Name, CancellationToken.None)),
            Live(14),
            Act("roll back", 14, p => p.IsLiveAsync(1), p => p.Control.RollbackAsync(p.Runner.Name, CancellationToken.None)),
            Live(17),
            Act("roll back again", 17, p => p.IsLiveAsync(2), p => p.Control.RollbackAsync(p.Runner.Name, CancellationToken.None)),
            Ask(17, 3, OnDifference.Stop),
            new("carry out", 17, p => p.IsLiveAsync(3), p => p.Rebuilds.RoundAsync(CancellationToken.None)),
            Live(20),
            Act("drop the one before", 20, async p => (await p.GenerationsAsync()).Count == 1, p => p.Control.DropPreviousAsync(p.Runner.Name, CancellationToken.None)),
            Ask(20, 4, OnDifference.Stop),
            Act("cancel", 20, async p => (await p.GenerationsAsync()).Count == 1, p => p.Control.CancelAsync(p.Runner.Name, CancellationToken.None)),
        ]);

    /// <summary>A live generation lacks a row, fails, and is replaced by one that goes on.</summary>
    public static KillStory OfReplacement() => new(
        () => new AccountsProjection(),
        1,
        "DELETE FROM accounts_g1",
        [
            Live(8),
            new("fail", 12, async p => await FailureAsync(p) is not null, FailAsync),
            Ask(12, 2, OnDifference.Switch),
            new("replace", 12, async p => await p.IsLiveAsync(2), async p =>
            {
                await FailAsync(p);
                await p.Rebuilds.RoundAsync(CancellationToken.None);
            }),
            new("go on", 16, p => Task.FromResult(p.IsAtTail), async p =>
            {
                if (p.Runner.State == ProjectionState.Failed && await FailureAsync(p) is null)
                {
                    await p.Runner.RetryAsync(p.Log, new HashSet<(string, long)>(), CancellationToken.None);
                }

                await p.DeliverAsync();
            }),
        ]);

    private static KillStep Live(int logEnd) => new($"follow up to {logEnd}", logEnd, p => Task.FromResult(p.IsAtTail), p => p.DeliverAsync());

    private static KillStep Ask(int logEnd, int generation, OnDifference onDifference) => Act(
        "ask for a rebuild",
        logEnd,
        async p => (await p.GenerationsAsync()).Any(one => one.Number == generation),
        p => p.Control.RebuildAsync(p.Runner.Name, onDifference, CancellationToken.None));

    private static KillStep Act(string name, int logEnd, Func<Projector, Task<bool>> isDone, Func<Projector, Task<bool>> act) =>
        new(name, logEnd, isDone, act);

    private static async Task<bool> IsWaitingAsync(Projector projector) =>
        await projector.Rebuilds.StatusAsync(projector.Runner.Name, CancellationToken.None) is { Phase: RebuildPhase.Waiting, Comparison.IsSame: false };

    private static Task<ProjectionFailure?> FailureAsync(Projector projector) => projector.Store.FindFailureAsync(projector.Schema, CancellationToken.None);

    /// <summary>As the host does: what has failed is reported.</summary>
    private static async Task FailAsync(Projector projector)
    {
        await projector.DeliverAsync();
        if (projector.Runner.Failure is { } failure && await FailureAsync(projector) is null)
        {
            await projector.Store.ReportAsync(projector.Schema, failure, CancellationToken.None);
        }
    }
}
