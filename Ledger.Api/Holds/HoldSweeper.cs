using System.Data.Common;
using Ledger.Api.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.Projections.Accounts;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Api.Holds;

/// <summary>
/// Prompts accounts whose holds have expired, so that it is recorded also where nothing else happens there. An expired hold is left out
/// of what is available whether or not this runs.
/// </summary>
internal sealed partial class HoldSweeper(
    HoldQueries holds, AccountOrders orders, ProjectionHost projections, TimeProvider time, ILogger<HoldSweeper> log) : BackgroundService
{
    private const int Together = 500;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (projections.IsLeading)
                {
                    await SweepAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is due is found after the next start.
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var accountId in await holds.DueAccountsAsync(Microseconds.Of(time.GetUtcNow()), Together, stoppingToken))
            {
                await orders.PromptAsync(accountId, "holds");
            }
        }
        catch (Exception fault) when (fault is DbException or StoreUnavailableException or CommandOutcomeUnknownException or IOException)
        {
            LogRound(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired holds could not be swept")]
    private partial void LogRound(Exception fault);
}
