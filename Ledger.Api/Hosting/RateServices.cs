using Ledger.Api.Rates;
using Ledger.Api.Rates.Feed;
using Ledger.Api.Settings;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Hosting;

/// <summary>Where rates come from, and what is done with them.</summary>
internal static class RateServices
{
    public static void AddRates(this IServiceCollection services, LedgerSettings settings)
    {
        services.AddSingleton(_ => new KnownRates(settings.ReportingCurrency, BundledRates.Read()));
        services.AddSingleton<IConversions>(provider => new RecordedConversions(provider.GetRequiredService<KnownRates>(), settings.RefusesWithoutRate));
        services.AddSingleton<RatesMeter>();
        services.AddSingleton(provider => new UnconvertedQueries(provider.GetRequiredService<IReadModelStore>(), settings.ReportingCurrency));
        if (settings.RatesUrl is { } url)
        {
            // Connections are closed after a while, so that a change of the host's address is seen.
            services.AddSingleton(provider => new RateFeed(
                url, new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton(provider => new RateFile(
                Path.Combine(settings.DataDirectory, RateFile.Name), provider.GetRequiredService<ILogger<RateFile>>()));
            services.AddSingleton(provider => new FeedState(url.Host, provider.GetRequiredService<TimeProvider>()));
            services.AddHostedService<RateRefresher>();
        }

        services.AddSingleton(provider => new RatesHealth(provider.GetRequiredService<KnownRates>(), provider.GetService<FeedState>()));
        services.AddHostedService<LaterConversions>();
    }
}
