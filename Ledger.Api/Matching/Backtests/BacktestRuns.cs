using Ledger.Api.Matching.Rules;
using Ledger.Api.Processes;

namespace Ledger.Api.Matching.Backtests;

/// <summary>The backtests of this process: one at a time, and the last that ended.</summary>
internal sealed partial class BacktestRuns(Backtester backtester, TimeProvider time, ILogger<BacktestRuns> log) : IHostedService, IDisposable
{
    public const int MaxKept = 10;

    private readonly KeptRuns<Backtest> _runs = new(MaxKept);

    /// <summary>Begins one.</summary>
    /// <returns><see langword="null"/> where another is under way.</returns>
    public Backtest? TryBegin(MatchingRules rules) => _runs.TryBegin(others => !others.Any(), () => new(Guid.CreateVersion7(), rules, time.GetUtcNow()), RunAsync);

    public Backtest? Find(Guid id) => _runs.Find(id);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _runs.StopAsync();

    public void Dispose() => _runs.Dispose();

    private async Task RunAsync(Backtest backtest, CancellationToken stopping)
    {
        try
        {
            await backtester.RunAsync(backtest, stopping);
            backtest.EndWith(new(time.GetUtcNow(), null));
        }
        // One that nobody waits for has to tell how it ended, whatever that was; a bug is told to the log in full.
        catch (Exception fault)
        {
            LogFault(fault, backtest.Id);
            backtest.EndWith(new(time.GetUtcNow(), RunFaults.WhyNot(fault)));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Backtest {Id} could not be carried out")]
    private partial void LogFault(Exception fault, Guid id);
}
