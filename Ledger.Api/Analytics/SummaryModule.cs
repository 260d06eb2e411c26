using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Projections.Accounts;
using Ledger.Projections.Analytics;
using Ledger.Projections.Transactions;
using Ledger.Projections.Transfers;

namespace Ledger.Api.Analytics;

/// <summary>The whole ledger in figures, and the proof that they add up.</summary>
internal sealed class SummaryModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Query.MapGet("/v1/analytics/summary", GetSummary)
            .WithName(nameof(GetSummary)).WithTags("Analytics").WithSummary("Answers the figures of the whole ledger")
            .WithDescription("In each currency credits less debits, balances and what is in flight between accounts come to `difference`, which is zero; another value is a mistake of the ledger. `activeAccounts` are those that are not closed.")
            .Produces<SummaryAnswer>().ProducesProblem(400).ProducesProblem(503);

    private static async Task<IResult> GetSummary(HttpContext context, FreshnessGate freshness, SummaryQueries summaries)
    {
        await freshness.EnsureAllAsync(context, [AccountsProjection.Name, TransactionsProjection.Name, TransfersProjection.Name]);
        try
        {
            return TypedResults.Json(SummaryAnswer.Of(await summaries.FindAsync(context.RequestAborted)), Text.Answers);
        }
        catch (SummaryApartException apart)
        {
            throw new ProblemException(new(ProblemKind.ReadModelBehind, $"{apart.Message} Nothing was or will be written.") { RetryAfter = 1 });
        }
    }
}
