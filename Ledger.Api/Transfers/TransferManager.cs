using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transfers;

namespace Ledger.Api.Transfers;

/// <summary>
/// Takes up transfers that were begun and not brought to their end, by a process that died or could not go on. It runs where the
/// projections run; two of it do no harm.
/// </summary>
internal sealed partial class TransferManager(
    TransferQueries transfers,
    TransferSteps steps,
    IEventStore store,
    EventSerializer serializer,
    ProjectionHost projections,
    TimeProvider time,
    ILogger<TransferManager> log) : BackgroundService
{
    private const int Together = 100;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Younger ones are still in the hands of whoever began them.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (projections.IsLeading)
                {
                    await RoundAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is taken up after the next start.
        }
    }

    private async Task RoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            var before = Microseconds.Of(time.GetUtcNow() - Young);
            var unsettled = await transfers.UnsettledAsync(before, Together, stoppingToken);
            await Task.WhenAll(unsettled.Select(FinishAsync)).WaitAsync(stoppingToken);
        }
        // A loop of its own: whatever one round meets, the next is made.
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            LogRound(fault);
        }
    }

    private async Task FinishAsync(TransferRow row)
    {
        await foreach (var recorded in store.ReadStreamAsync(
            new(Account.StreamOf(row.FromAccountId)), ReadDirection.Forwards, row.Revision, 1, CancellationToken.None))
        {
            if (serializer.Deserialize(recorded) is TransferSent sent && sent.TransactionId.ToString() == row.Id)
            {
                LogTakenUp(sent.TransactionId);
                await steps.FinishAsync(row.FromAccountId, sent, "transfers");
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Transfer {TransferId} is taken up again")]
    private partial void LogTakenUp(Guid transferId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Unfinished transfers could not be looked for")]
    private partial void LogRound(Exception fault);
}
