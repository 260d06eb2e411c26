using Ledger.Projections.Analytics;

namespace Ledger.Api.Analytics.Runtime;

/// <param name="At">When the balances were so, as the read model had it.</param>
internal sealed record BalanceSample(DateTimeOffset At, IReadOnlyList<AverageBalance> Balances);

/// <summary>Takes the average balances once a second. Where the read models cannot be asked, the second is left out.</summary>
internal sealed partial class BalanceSampler(AverageBalanceQueries queries, TimeProvider time, ILogger<BalanceSampler> log) : BackgroundService
{
    /// <summary>How many seconds are kept.</summary>
    public const int Seconds = 100;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly LatestValues<BalanceSample> _samples = new(Seconds);
    private bool _failed;

    /// <summary>Those of the last hundred seconds, from the oldest on.</summary>
    public IEnumerable<BalanceSample> Latest()
    {
        var since = time.GetUtcNow() - (Seconds * Period);
        return _samples.Take().Latest.Where(sample => sample.At > since);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SampleAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends.
        }
    }

    private async Task SampleAsync(CancellationToken stoppingToken)
    {
        try
        {
            _samples.Add(new(time.GetUtcNow(), await queries.FindAsync(stoppingToken)));
            _failed = false;
        }
        // It outlives every fault, and says of many in a row only the first.
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            if (!_failed)
            {
                LogFailed(fault);
            }

            _failed = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Average balances cannot be taken now; it is tried again every second")]
    private partial void LogFailed(Exception fault);
}
