using Ledger.Api.CommandLine.Access;
using Ledger.Api.Http;
using Ledger.Api.Matching.Backtests;
using Ledger.Api.Matching.Rules;
using Ledger.Projections.Engine;

namespace Ledger.Api.CommandLine.Matching;

/// <summary>A backtest that is carried out somewhere.</summary>
internal static class BacktestSource
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Has the running service do it.</summary>
    /// <exception cref="RefusedException">Another is under way.</exception>
    public static async Task<BacktestAnswer> OfServiceAsync(
        LedgerAccess.Service service, MatchingRules rules, Action<WorkProgress> progress, CancellationToken cancellationToken)
    {
        using var begun = await service.Client.PostAsJsonAsync(BacktestsModule.Route, RulesForm.Of(rules), Text.Answers, cancellationToken);
        await begun.ThrowUnlessSuccessAsync(cancellationToken);
        var path = begun.Headers.Location?.OriginalString ?? throw new LedgerUnreachableException("What answers is not a ledger: it does not say where the backtest is.");
        return await EndAsync(() => service.GetAsync<BacktestAnswer>(path, cancellationToken), progress, cancellationToken);
    }

    /// <summary>Does it over the stores. It brings the read models to the end of the log first, as a start of the service would.</summary>
    public static async Task<BacktestAnswer> OfStoresAsync(
        LedgerAccess.Stores stores, MatchingRules rules, Action<WorkProgress> progress, CancellationToken cancellationToken)
    {
        var (projections, runs) = (stores.Services.GetRequiredService<ProjectionHost>(), stores.Services.GetRequiredService<BacktestRuns>());
        await projections.StartAsync(cancellationToken);
        try
        {
            var backtest = runs.TryBegin(rules)!;
            return await EndAsync(() => Task.FromResult(BacktestAnswer.Of(backtest)), progress, cancellationToken);
        }
        finally
        {
            await runs.StopAsync(CancellationToken.None);
            await projections.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<BacktestAnswer> EndAsync(Func<Task<BacktestAnswer>> look, Action<WorkProgress> progress, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await look();
            progress(new("replaying", answer.Transactions, answer.Transactions, answer.Total ?? 0, "transactions"));
            if (answer.Status != "running")
            {
                return answer;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
