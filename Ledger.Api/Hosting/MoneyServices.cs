using System.Diagnostics.Metrics;
using Ledger.Api.Accounts;
using Ledger.Api.Holds;
using Ledger.Api.Settings;
using Ledger.Api.Transactions;
using Ledger.Api.Transfers;
using Ledger.Projections.Accounts;
using Ledger.Projections.Transactions;
using Ledger.Projections.Transfers;

namespace Ledger.Api.Hosting;

/// <summary>What moves money, and the processes that see it to its end.</summary>
internal static class MoneyServices
{
    public static void AddMoney(this IServiceCollection services, LedgerSettings settings)
    {
        services.AddSingleton<AccountOrders>();
        services.AddSingleton<AccountHistory>();
        services.AddSingleton<AccountOpening>();
        services.AddSingleton<TransactionPosting>();
        services.AddSingleton<TransactionReads>();
        services.AddSingleton<StatementQueries>();
        services.AddSingleton<Reversals>();
        services.AddSingleton<HoldQueries>();
        services.AddSingleton<HoldOrders>();
        services.AddHostedService<HoldSweeper>();
        services.AddSingleton<TransferQueries>();
        services.AddSingleton<TransferTargets>();
        services.AddSingleton<TransferSteps>();
        services.AddSingleton<TransferCoordinator>();
        services.AddHostedService<TransferManager>();
        services.AddSingleton(provider => new SubmissionBacklog(provider.GetRequiredService<Meter>(), settings.MaxSubmissions));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<SubmissionWorkers>(provider, settings.SubmissionWorkers));
        services.AddHostedService<SubmissionSweeper>();
        services.AddRates(settings);
    }
}
