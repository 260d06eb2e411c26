using Ledger.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Analytics.Runtime;

/// <summary>What a dashboard shows of this process.</summary>
internal sealed class RuntimeModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Query.MapGet("/v1/analytics/runtime", GetRuntimeFigures)
            .WithName(nameof(GetRuntimeFigures)).WithTags("Analytics").WithSummary("Answers what a dashboard shows of this process")
            .WithDescription(
                "Counters and the last thousand processing times are those of this process since it began. The average balance of the accounts "
                + "that are not closed is taken once a second from the read model, which all processes have in common; the last hundred seconds are kept.")
            .Produces<RuntimeAnswer>().ProducesProblem(400);

    private static JsonHttpResult<RuntimeAnswer> GetRuntimeFigures(RuntimeFigures figures, BalanceSampler balances) =>
        TypedResults.Json(RuntimeAnswer.Of(figures, balances.Latest()), Text.Answers);
}
