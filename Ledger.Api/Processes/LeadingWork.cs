namespace Ledger.Api.Processes;

/// <summary>
/// Work that is due again and again, by the one process that leads. It ends with the service and never before: whatever one round meets is
/// said in the log, and the next is made.
/// </summary>
internal abstract partial class LeadingWork(TimeSpan period, Func<bool> isLeading, TimeProvider time, ILogger log) : BackgroundService
{
    protected TimeProvider Time { get; } = time;

    protected ILogger Log { get; } = log;

    /// <summary>Does what is due now.</summary>
    protected abstract Task RoundAsync(CancellationToken stoppingToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, Time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (isLeading())
                {
                    await RoundAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // What is left is due again after the next start.
                return;
            }
            // A runner's loop: it outlives every fault of a round.
            catch (Exception fault)
            {
                LogRound(Log, fault, GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of {Work} broke off; the next is made")]
    private static partial void LogRound(ILogger log, Exception fault, string work);
}
