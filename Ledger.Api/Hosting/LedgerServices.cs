using Ledger.Api.Analytics.Runtime;
using Ledger.Api.Audit;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Operations;
using Ledger.Api.Settings;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections;
using Ledger.Projections.Accounts;
using Ledger.Projections.Analytics;
using Ledger.Projections.Closings;
using Ledger.Projections.Engine;
using Ledger.Projections.Postgres;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;
using Ledger.Projections.Sqlite;
using Ledger.Projections.TransactionIds;
using Ledger.Projections.Transactions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.Api.Hosting;

/// <summary>The stores, the mailboxes and the projections of a ledger.</summary>
internal static class LedgerServices
{
    public static void AddLedger(this IServiceCollection services, LedgerSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);

        // Made by the container, so that it closes them in the reverse order: projections, read models, event store.
        services.AddSingleton<IEventStore>(provider => settings.EventStoreDb is { } eventStoreDb
            ? new EventStoreDbStore(eventStoreDb, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<EventStoreDbStore>>())
            : EmbeddedEventStore.Open(settings.DataDirectory, provider.GetRequiredService<ILogger<EmbeddedEventStore>>()));
        services.AddSingleton(EventSerializer.Default);
        services.AddSingleton<LedgerId>();
        services.AddSingleton(provider => new LedgerPositions(provider.GetRequiredService<LedgerId>().Value));
        if (settings is { EventStoreDb: not null, Postgres: null })
        {
            // Where the embedded event store does not keep a second process away from the directory, this does. With both stores elsewhere
            // there is nothing in it.
            services.AddSingleton(_ => DirectoryLock.Take(settings.DataDirectory));
        }

        services.AddSingleton<IReadModelStore>(provider =>
        {
            if (settings.Postgres is { } postgres)
            {
                // Once, while nothing is served yet, and only by who asks for read models: a command that reads events does without a server.
                return PostgresReadModelStore.OpenAsync(postgres, provider.GetRequiredService<TimeProvider>(), CancellationToken.None).GetAwaiter().GetResult();
            }

            provider.GetService<DirectoryLock>();
            return SqliteReadModelStore.Open(settings.DataDirectory);
        });

        services.AddSingleton(new MailboxOptions { CloseBooksEvery = settings.CloseBooksEvery });
        services.AddSingleton<KnownTransactionsQuery>();
        services.AddSingleton<IKnownTransactions>(provider =>
        {
            var query = provider.GetRequiredService<KnownTransactionsQuery>();
            var runner = provider.GetRequiredService<ProjectionHost>()[TransactionIdsProjection.Name];
            query.IsTrusted = () => runner.State != ProjectionState.Failed;
            return query;
        });
        services.AddMailboxes(Account.Decider);

        services.AddSingleton(provider => new ProjectionHost(
            provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<EventSerializer>(),
            RunnersOf(provider),
            LedgerStreams.All,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ProjectionHost>>()));
        services.AddHostedService(provider => provider.GetRequiredService<ProjectionHost>());
        services.AddSingleton<OperationsLog>();
        services.AddSingleton<ProjectionControl>();
        services.AddSingleton<ProjectionReports>();
        services.AddSingleton(provider => new RebuildHost(
            provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<EventSerializer>(),
            provider.GetRequiredService<ProjectionHost>(),
            LedgerStreams.All,
            provider.GetRequiredService<LedgerId>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RebuildHost>>()));
        services.AddHostedService(provider => provider.GetRequiredService<RebuildHost>());
        services.AddSingleton<AccountQueries>();
        services.AddSingleton<TransactionQueries>();
        services.AddMoney(settings);
        services.AddUsers();
        services.AddSingleton<AnalyticsQueries>();
        services.AddSingleton<RuntimeFigures>();
        services.AddSingleton<AverageBalanceQueries>();
        services.AddSingleton<BalanceSampler>();
        services.AddHostedService(provider => provider.GetRequiredService<BalanceSampler>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SummaryQueries>(provider, LedgerStreams.All));
        services.AddSimilarTransactions(settings);
        services.AddMatching(settings);
        services.AddSingleton<ClosingsQuery>();
        services.AddSingleton<Acknowledged>();
        services.AddSingleton<FreshnessGate>();
        services.AddSingleton<LagLimit>();
        services.AddAudit(LedgerStreams.All, settings.ContinuousAudit);
    }

    /// <summary>The mailboxes of one kind of stream, and what loads these streams without writing.</summary>
    public static void AddMailboxes<TCommand, TState, TEvent>(this IServiceCollection services, Decider<TCommand, TState, TEvent> decider)
        where TCommand : class
        where TState : class
        where TEvent : class
    {
        services.AddSingleton(decider);
        services.AddSingleton(provider => new MailboxSet<TCommand, TState, TEvent>(new(
            provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<EventSerializer>(),
            decider,
            provider.GetRequiredService<IKnownTransactions>(),
            provider.GetRequiredService<MailboxOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("Ledger.Mailboxes"))));
        services.AddSingleton<StreamLoader<TCommand, TState, TEvent>>();
    }

    private static IReadOnlyList<ProjectionRunner> RunnersOf(IServiceProvider provider) =>
    [
        .. LedgerProjections.All(provider.GetRequiredService<LedgerSettings>().ReportingCurrency).Select(projection => new ProjectionRunner(
            projection,
            provider.GetRequiredService<IReadModelStore>(),
            provider.GetRequiredService<LedgerId>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ProjectionRunner>>())),
    ];
}
