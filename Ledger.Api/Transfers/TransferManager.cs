using Ledger.Api.Processes;
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
    ILogger<TransferManager> log)
    : LeadingWork(TimeSpan.FromSeconds(2), () => projections.IsLeading, time, log)
{
    private const int Together = 100;

    /// <summary>Younger ones are still in the hands of whoever began them.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(5);

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var unsettled = await transfers.UnsettledAsync(Microseconds.Of(Time.GetUtcNow() - Young), Together, stoppingToken);
        await Task.WhenAll(unsettled.Select(FinishAsync)).WaitAsync(stoppingToken);
    }

    private async Task FinishAsync(TransferRow row)
    {
        await foreach (var recorded in store.ReadStreamAsync(
            new(Account.StreamOf(row.FromAccountId)), ReadDirection.Forwards, row.Revision, 1, CancellationToken.None))
        {
            if (serializer.Deserialize(recorded) is TransferSent sent && sent.TransactionId.ToString() == row.Id)
            {
                LogTakenUp(Log, sent.TransactionId);
                await steps.FinishAsync(row.FromAccountId, sent, "transfers");
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Transfer {TransferId} is taken up again")]
    private static partial void LogTakenUp(ILogger log, Guid transferId);
}
