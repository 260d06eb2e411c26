using System.Diagnostics.Metrics;
using Ledger.Api.Rates;
using Ledger.Api.Transactions;
using Ledger.Domain.Accounts;
using Ledger.Domain.Users;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Metrics;
using Ledger.Projections.Metrics;

namespace Ledger.Api.Metrics;

internal static class MetricsSetup
{
    public static void AddLedgerMetrics(this IServiceCollection services)
    {
        // A meter of this container: where tests run several services in one process, each has its own.
        services.AddSingleton(provider => provider.GetRequiredService<IMeterFactory>().Create(LedgerMeter.Name));
        services.AddSingleton<MetricCollector>();
        services.AddSingleton<ProjectionGauges>();
        services.AddOtlpExport();
    }

    /// <summary>Begins to measure. It comes before anything is done with the stores, so that nothing goes uncounted.</summary>
    public static void StartLedgerMetrics(this WebApplication app)
    {
        app.StartOtlpExport();
        app.Services.GetRequiredService<MetricCollector>().Start();
    }

    /// <summary>Makes the instruments that are asked for their values; it needs the ledger's id.</summary>
    public static void AddLedgerGauges(this WebApplication app)
    {
        app.Services.GetRequiredService<ProjectionGauges>();
        app.Services.GetRequiredService<RatesMeter>();
        var mailboxes = app.Services.GetRequiredService<MailboxSet<AccountCommand, AccountState, AccountEvent>>();
        var users = app.Services.GetRequiredService<MailboxSet<UserCommand, UserState, UserEvent>>();
        MailboxGauges.Create(app.Services.GetRequiredService<Meter>(), () => mailboxes.Load().With(users.Load()));
        app.Services.GetRequiredService<SubmissionBacklog>();
    }
}
