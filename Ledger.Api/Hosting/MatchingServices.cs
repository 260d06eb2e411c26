using Ledger.Api.Matching.Automatic;
using Ledger.Api.Matching.Backtests;
using Ledger.Api.Matching.Rules;
using Ledger.Api.Settings;
using Ledger.Projections.Engine;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Hosting;

/// <summary>The automatic matcher, where it is switched on, and what tries rules on the history.</summary>
internal static class MatchingServices
{
    public static void AddMatching(this IServiceCollection services, LedgerSettings settings)
    {
        services.AddSingleton<TransactionWalk>();
        services.AddSingleton<Backtester>();
        services.AddSingleton<BacktestRuns>();
        services.AddHostedService(provider => provider.GetRequiredService<BacktestRuns>());
        services.AddSingleton(provider => new MatchingState(
            settings.Matching, provider.GetRequiredService<ProjectionHost>(), provider.GetRequiredService<TimeProvider>()));
        if (settings.Matching == MatchingMode.Off)
        {
            return;
        }

        services.AddSingleton(_ => RulesOf(settings));
        services.AddSingleton<MatchingMeter>();
        services.AddSingleton<MatcherCheckpoint>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AutomaticMatches>(provider, settings.Matching));
        services.AddSingleton<AutomaticDecisions>();
        services.AddHostedService<AutomaticMatcher>();
    }

    /// <exception cref="SettingsException">The file of rules is not there, or wrong.</exception>
    public static MatchingRules RulesOf(LedgerSettings settings) =>
        settings.MatchingRules is not { } path ? MatchingRules.BuiltIn
        : RulesFile.TryRead(path, out var rules, out var error) ? rules
        : throw new SettingsException($"Ledger__MatchingRules: {error}");
}
