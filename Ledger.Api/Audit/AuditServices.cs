using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Audit;
using Ledger.Projections.Audit.Continuous;
using Ledger.Projections.ReadModels;

namespace Ledger.Api.Audit;

/// <summary>What proves the ledger: verifications on demand, and the audit that goes on all the time.</summary>
internal static class AuditServices
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <param name="followed">The streams that the projections follow.</param>
    public static void AddAudit(this IServiceCollection services, StreamFilter followed, bool isContinuous)
    {
        services.AddSingleton(provider => new Verifier(
            provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<EventSerializer>(),
            provider.GetRequiredService<IReadModelStore>(),
            followed,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Verifications>();
        services.AddHostedService(provider => provider.GetRequiredService<Verifications>());
        services.AddSingleton(provider => new AuditHealth(
            provider.GetService<ContinuousAuditor>(), provider.GetRequiredService<TimeProvider>()));
        if (!isContinuous)
        {
            return;
        }

        services.AddSingleton(provider => new ContinuousAuditor(
            provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<EventSerializer>(),
            provider.GetRequiredService<IReadModelStore>(),
            followed,
            Interval,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ContinuousAuditor>>()));
        services.AddHostedService(provider => provider.GetRequiredService<ContinuousAuditor>());
    }
}
