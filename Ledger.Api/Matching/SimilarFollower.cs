using Ledger.Projections.Transactions;

namespace Ledger.Api.Matching;

/// <summary>
/// Fills the index of similar transactions after the start, and keeps it near the table, so that questions have little to take in. Every process
/// has an index of its own.
/// </summary>
internal sealed partial class SimilarFollower(TransactionIndex index, TimeProvider time, ILogger<SimilarFollower> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseBefore = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start does not wait for it.
        await Task.Yield();
        var saidThatItIsFull = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await index.FollowAsync(stoppingToken);
                if (index.IsFull && !saidThatItIsFull)
                {
                    saidThatItIsFull = true;
                    LogFull(log);
                }

                await Task.Delay(index.IsFilled ? Pause : PauseBefore, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // A runner's loop: it outlives every fault of a round.
            catch (Exception fault)
            {
                LogRound(log, fault);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The index of similar transactions has no more room: newer transactions are not found by it")]
    private static partial void LogFull(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of similar transactions could not follow the read model; it tries again")]
    private static partial void LogRound(ILogger log, Exception fault);
}
