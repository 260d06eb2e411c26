using Ledger.Api.Matching;
using Ledger.Api.Settings;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Hosting;

/// <summary>What finds similar transactions; nothing where that is switched off.</summary>
internal static class SimilarServices
{
    public static void AddSimilarTransactions(this IServiceCollection services, LedgerSettings settings)
    {
        if (settings.SimilarTransactions)
        {
            services.AddSingleton<TransactionIndex>();
            services.AddHostedService<SimilarFollower>();
        }
    }
}
