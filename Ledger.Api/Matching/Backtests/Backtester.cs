using Ledger.Api.Matching.Rules;
using Ledger.EventStore.Port;
using Ledger.Projections.Engine;
using Ledger.Projections.Matches;
using Ledger.Projections.Transactions;
using Ledger.Projections.Users;

namespace Ledger.Api.Matching.Backtests;

/// <summary>
/// Goes through the history as the automatic matcher does, with rules that may be others, and writes nothing. It asks among the users of
/// now: who was registered after a transaction is found too.
/// </summary>
internal sealed class Backtester(IEventStore events, ProjectionHost projections, TransactionWalk walk, MatchQueries matches, UserIndex users)
{
    private const int Together = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="TimeoutException">A read model stands still; the message names it.</exception>
    public async Task RunAsync(Backtest backtest, CancellationToken cancellationToken)
    {
        await EnsureAsync(await events.ReadTailAsync(cancellationToken), cancellationToken);
        // Those that come while it runs are left for the next one.
        var total = await walk.CountAsync(cancellationToken);
        backtest.CountTo(total);
        Position? place = null;
        for (var left = total; left > 0;)
        {
            var page = await walk.NextAsync(place, (int)Math.Min(left, Together), cancellationToken);
            if (page.Count == 0)
            {
                break;
            }

            var known = await matches.WithUsersAsync([.. page.Select(transaction => transaction.Id)], cancellationToken);
            var index = await users.CurrentAsync(cancellationToken);
            foreach (var transaction in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var decision = backtest.Rules.LooksAt(transaction) ? RuleDecision.Of(backtest.Rules, index, transaction) : null;
                backtest.Tally.Add(backtest.Rules, transaction, decision, known[transaction.Id]);
            }

            (place, left) = (page[^1].Position, left - page.Count);
        }
    }

    /// <summary>Waits for everything that is in the log by now, for as long as the read models come nearer.</summary>
    private async Task EnsureAsync(Position tail, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { TransactionsProjection.Name, UsersProjection.Name, MatchesProjection.Name })
        {
            var runner = projections[name];
            for (var before = runner.Progress.Position; !await runner.Progress.WaitForAsync(tail, Patience, cancellationToken); before = runner.Progress.Position)
            {
                if (!runner.IsRunning || runner.Progress.Position == before)
                {
                    throw new TimeoutException($"The read model {name} does not come to the end of the log: {runner.Error ?? "it stands still"}.");
                }
            }
        }
    }
}
