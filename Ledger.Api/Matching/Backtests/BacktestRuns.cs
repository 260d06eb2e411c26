using System.Data.Common;
using Ledger.Api.Matching.Rules;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;

namespace Ledger.Api.Matching.Backtests;

/// <summary>The backtests of this process: one at a time, and the last that ended. They are kept in memory, since each can be made again.</summary>
internal sealed partial class BacktestRuns(Backtester backtester, TimeProvider time, ILogger<BacktestRuns> log) : IHostedService, IDisposable
{
    public const int MaxKept = 10;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<Backtest> _all = [];
    private Task _running = Task.CompletedTask;

    /// <summary>Begins one.</summary>
    /// <returns><see langword="null"/> where another is under way.</returns>
    public Backtest? TryBegin(MatchingRules rules)
    {
        lock (_gate)
        {
            if (_all.Exists(other => other.End is null) || _stopping.IsCancellationRequested)
            {
                return null;
            }

            var backtest = new Backtest(Guid.CreateVersion7(), rules, time.GetUtcNow());
            _all.Add(backtest);
            _all.RemoveRange(0, Math.Max(0, _all.Count - MaxKept));
            _running = Task.Run(() => RunAsync(backtest), CancellationToken.None);
            return backtest;
        }
    }

    public Backtest? Find(Guid id)
    {
        lock (_gate)
        {
            return _all.Find(backtest => backtest.Id == id);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is under way ends as not carried out, before its stores are closed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task running;
        lock (_gate)
        {
            running = _running;
        }

        await running;
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(Backtest backtest)
    {
        try
        {
            await backtester.RunAsync(backtest, _stopping.Token);
            backtest.EndWith(new(time.GetUtcNow(), null));
        }
        // One that nobody waits for has to tell how it ended, whatever that was; a bug is told to the log in full.
        catch (Exception fault)
        {
            LogFault(fault, backtest.Id);
            backtest.EndWith(new(time.GetUtcNow(), WhyNot(fault)));
        }
    }

    private static string WhyNot(Exception fault) => fault switch
    {
        OperationCanceledException => "It was not carried out: the service was stopped.",
        StoreUnavailableException or StoreCorruptException or SqliteException or TimeoutException => $"It could not be carried out. {fault.Message}",
        DbException => "It could not be carried out: the read models cannot be read.",
        _ => "It could not be carried out; the log says why.",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Backtest {Id} could not be carried out")]
    private partial void LogFault(Exception fault, Guid id);
}
