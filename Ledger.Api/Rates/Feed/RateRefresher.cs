using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;

namespace Ledger.Api.Rates.Feed;

/// <summary>Fetches rates in the background: each hour, sooner after a failure, and seldom while the source stays down.</summary>
internal sealed partial class RateRefresher(
    RateFeed feed, FeedState state, RateFile file, KnownRates rates, RatesMeter meter, TimeProvider time, ILogger<RateRefresher> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(DateOnly, Currency), RateFigure> _fetched = [];

    /// <summary>Takes up what was fetched before the last stop, before any request can come.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Learn(file.Read());
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Fetches once, unless the breaker is open.</summary>
    /// <returns>Whether rates came.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        if (state.Breaker.IsOpen)
        {
            return false;
        }

        try
        {
            var figures = await feed.FetchAsync(cancellationToken);
            state.Succeeded();
            meter.Refreshed();
            if (Learn(figures) is var news and > 0)
            {
                LogLearnt(news, feed.Host);
                file.Write(_fetched.Values);
            }

            return true;
        }
        catch (RatesUnavailableException fault)
        {
            state.Failed();
            meter.Failed();
            LogFailed(fault, feed.Host);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(await RefreshAsync(stoppingToken) ? Period : AfterFailure, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on with what is in the file.
        }
    }

    private int Learn(IReadOnlyList<RateFigure> figures)
    {
        var news = rates.Learn(figures);
        foreach (var figure in news)
        {
            _fetched[(figure.Day, figure.Currency)] = figure;
        }

        return news.Count;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} new exchange rates from {Host}")]
    private partial void LogLearnt(int count, string host);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No exchange rates from {Host}; the last known ones are used")]
    private partial void LogFailed(Exception fault, string host);
}
