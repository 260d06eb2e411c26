using Ledger.Api.Processes;
using Ledger.EventStore.Port;
using Ledger.Projections.Engine;
using Ledger.Projections.Matches;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;
using Ledger.Projections.Users;

namespace Ledger.Api.Matching.Automatic;

/// <summary>
/// Looks at every transaction once, in the order of the log, among the users that were there by then, and has recorded or proposed whom the
/// rules find. It runs where the projections run; two of it do no harm. After a restart it goes on behind its checkpoint.
/// </summary>
internal sealed partial class AutomaticMatcher(
    TransactionWalk walk,
    AutomaticDecisions decisions,
    MatcherCheckpoint checkpoint,
    MatchingState state,
    ProjectionHost projections,
    TimeProvider time,
    ILogger<AutomaticMatcher> log)
    : LeadingWork(TimeSpan.FromMilliseconds(500), () => projections.IsLeading, time, log)
{
    private const int Together = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ProjectionRunner _transactions = projections[TransactionsProjection.Name];
    private readonly IReadOnlyList<ProjectionRunner> _asked = [projections[UsersProjection.Name], projections[MatchesProjection.Name]];
    private readonly MatcherPlace _place = new();
    private bool _begun;
    private Position? _seen;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            if (projections.IsLeading)
            {
                await checkpoint.WriteAsync(_place.Settled, cancellationToken);
            }
        }
        // Then some transactions are looked at again after the next start.
        catch (Exception fault) when (fault is StoreUnavailableException or OutcomeUnknownException or StoreCorruptException or OperationCanceledException)
        {
            LogNoCheckpoint(Log, fault);
        }
    }

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            await FollowAsync(stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            state.IsHeldUp(fault.Message);
            throw;
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        // Nothing is asked of a store while nothing happens.
        var seen = _transactions.Progress.Position;
        if (seen == _seen || !(_begun = _begun || await BeginAsync(stoppingToken)))
        {
            return;
        }

        if (!await TakeDecidedAsync(seen, stoppingToken))
        {
            return;
        }

        while (await walk.NextAsync(_place.Walked, Together, stoppingToken) is { Count: > 0 } page)
        {
            state.IsBehind(Microseconds.ToTime(page[0].RecordedAt));
            if (!await AreLevelAsync(page[^1].Position, stoppingToken))
            {
                return;
            }

            await decisions.TakeAsync(page, stoppingToken);
            _place.Pass(page);
            state.Advances();
            await checkpoint.AdvanceAsync(_place.Settled, page.Count, stoppingToken);
        }

        _seen = seen;
        state.IsLevel();
    }

    /// <summary>Finds where to go on.</summary>
    /// <returns>False where that cannot be told yet.</returns>
    private async Task<bool> BeginAsync(CancellationToken stoppingToken)
    {
        if (await checkpoint.FindAsync(stoppingToken) is not var (transactionId, behind))
        {
            return true;
        }

        if ((await walk.FindAsync([transactionId.ToString()], stoppingToken)).SingleOrDefault() is { } last)
        {
            _place.StartAt(transactionId, last.Position);
            return true;
        }

        // The read model may be on its way there. If it is past it, the transaction is gone, and everything is looked at anew.
        if (_transactions.State != ProjectionState.Live || _transactions.Progress.Position < behind)
        {
            state.IsHeldUp($"The read model {_transactions.Name} is on its way to where the matcher was.");
            return false;
        }

        LogLost(Log, transactionId);
        return true;
    }

    /// <summary>Looks at what was pending when it was met.</summary>
    private async Task<bool> TakeDecidedAsync(Position seen, CancellationToken stoppingToken)
    {
        foreach (var ids in _place.Pending.Chunk(Together))
        {
            var decided = (await walk.FindAsync(ids, stoppingToken)).Where(transaction => transaction.Status != TransactionWords.Pending).ToList();
            if (decided.Count > 0)
            {
                if (!await AreLevelAsync(seen, stoppingToken))
                {
                    return false;
                }

                await decisions.TakeAsync(decided, stoppingToken);
                _place.Settle(decided);
            }
        }

        return true;
    }

    /// <summary>Waits until the users and the matches are those of a position, or later ones.</summary>
    private async Task<bool> AreLevelAsync(Position position, CancellationToken stoppingToken)
    {
        foreach (var runner in _asked)
        {
            if (!await runner.Progress.WaitForAsync(position, Patience, stoppingToken))
            {
                state.IsHeldUp($"The read model {runner.Name} is behind.");
                return false;
            }
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The transaction {TransactionId}, up to which everything was looked at, is not there; the matcher begins anew")]
    private static partial void LogLost(ILogger log, Guid transactionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "How far the matcher is could not be recorded; some transactions are looked at again after the next start")]
    private static partial void LogNoCheckpoint(ILogger log, Exception fault);
}
