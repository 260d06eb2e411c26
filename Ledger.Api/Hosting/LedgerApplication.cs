using Ledger.Api.Accounts;
using Ledger.Api.Analytics;
using Ledger.Api.Analytics.Runtime;
using Ledger.Api.Audit;
using Ledger.Api.Batches;
using Ledger.Api.Holds;
using Ledger.Api.Hosting.Swagger;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Api.Matching;
using Ledger.Api.Matching.Backtests;
using Ledger.Api.Matching.Matches;
using Ledger.Api.Metrics;
using Ledger.Api.Operations;
using Ledger.Api.Settings;
using Ledger.Api.Transactions;
using Ledger.Api.Transfers;
using Ledger.Api.Users;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;

namespace Ledger.Api.Hosting;

/// <summary>The whole service, composed.</summary>
internal static class LedgerApplication
{
    /// <summary>Where it listens, and where its commands look for it, when nothing else is said.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Builds the service; it has its stores open and is ready to be run.</summary>
    /// <exception cref="SettingsException">A setting is unknown or wrong.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, CancellationToken cancellationToken)
    {
        var builder = CreateBuilder(args);
        var settings = LedgerSettings.Read(builder.Configuration);
        // Also where nobody goes by them: who switches it on later is not to find out then.
        MatchingServices.RulesOf(settings);
        UseDefaults(builder);
        builder.Services.AddLedger(settings);
        builder.Services.AddLedgerSwagger();
        builder.Services.AddLedgerMetrics();

        var app = builder.Build();
        try
        {
            // Before anything is asked or written: who may not use the directory has no business with the events either.
            app.Services.GetService<DirectoryLock>();
            app.StartLedgerMetrics();
            app.Services.GetRequiredService<RuntimeFigures>().Start();
            await app.Services.GetRequiredService<LedgerId>().EnsureAsync(cancellationToken);
            var tail = await app.Services.GetRequiredService<IEventStore>().ReadTailAsync(cancellationToken);
            app.Services.GetRequiredService<Acknowledged>().StartAt(tail);
            app.AddLedgerGauges();
            app.SayWhetherThereIsIcu();
            UseLedger(app);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the configuration from where the service has it.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        // Nothing is watched for changes: a watcher of the working directory would hear of every write to the files of the ledger.
        Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
        ContentRootPath = AppContext.BaseDirectory,
    });

    private static void UseLedger(WebApplication app)
    {
        app.UseMiddleware<RequestLogMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        // After them, so that what routing itself refuses is answered as a problem too.
        app.UseRouting();
        app.UseMiddleware<UnknownQueryMiddleware>();
        app.UseLedgerSwagger();
        var routes = new RouteGroups(app.MapGroup(string.Empty), app.MapGroup(string.Empty), app.MapGroup(string.Empty), app.MapGroup(string.Empty));
        AddModule<AccountsModule>(routes);
        AddModule<BalanceModule>(routes);
        AddModule<StatementModule>(routes);
        AddModule<HistoryModule>(routes);
        AddModule<AccountBatchModule>(routes);
        AddModule<StandingModule>(routes);
        AddModule<TransactionsModule>(routes);
        AddModule<TransactionBatchModule>(routes);
        AddModule<ReversalsModule>(routes);
        AddModule<TransfersModule>(routes);
        AddModule<HoldsModule>(routes);
        AddModule<TransactionReadsModule>(routes);
        AddModule<UsersModule>(routes);
        AddModule<UserBatchModule>(routes);
        AddModule<MatchingModule>(routes);
        AddModule<MatchesModule>(routes);
        AddModule<AnalyticsModule>(routes);
        AddModule<SummaryModule>(routes);
        AddModule<RuntimeModule>(routes);
        AddModule<SimilarModule>(routes);
        AddModule<BacktestsModule>(routes);
        AddModule<ProjectionsModule>(routes);
        AddModule<OperationsModule>(routes);
        AddModule<MetricsModule>(routes);
        AddModule<VerificationsModule>(routes);
        AddModule<ExportModule>(routes);
        AddModule<EventFeedModule>(routes);
    }

    private static void AddModule<TModule>(RouteGroups routes)
        where TModule : IEndpointModule => TModule.AddRoutes(routes);

    private static void UseDefaults(WebApplicationBuilder builder)
    {
        // Only where nothing else says where to listen: in code it would beat ASPNETCORE_URLS.
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey])
            && string.IsNullOrEmpty(builder.Configuration["HTTP_PORTS"]) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = JsonBody.MaxDrained;
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // Enough for every request that was accepted to be finished.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }
}
