using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.Api.Transactions;
using Ledger.Projections.Users;

namespace Ledger.Api.Matching;

/// <summary>Who a payment is from.</summary>
internal sealed class MatchingModule : IEndpointModule
{
    private const int DefaultLimit = 10;

    public static void AddRoutes(RouteGroups routes) =>
        routes.Query.MapGet("/v1/matching/users", FindUsers)
            .WithName(nameof(FindUsers)).WithTags("Matching").WithSummary("Finds the user whom a description names")
            .WithDescription("Of a transaction, or of a text. Best first, each with a score from 0 to 1 and the letters that matched; `decision` says whether one is meant, several fit equally, or nobody is named.")
            .TakesQuery("transactionId", "description", "limit", "minScore")
            .Produces<MatchedUsersAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> FindUsers(HttpContext context, FreshnessGate freshness, TransactionReads transactions, UserIndex users)
    {
        var query = new QueryReader(context, "transactionId", "description", "limit", "minScore");
        var (transactionId, description) = MatchingQuery.Read(query);
        var limit = (int)(query.Number("limit", 1, QueryReader.MaxLimit) ?? DefaultLimit);
        var minScore = query.Fraction("minScore") ?? 0;
        query.Checks.ThrowIfAny();

        if (transactionId is not null)
        {
            description = (await transactions.RowAsync(transactionId, context)).Description ?? string.Empty;
        }

        await freshness.EnsureAllAsync(context, UsersProjection.Name);
        return TypedResults.Json(
            MatchedUsersAnswer.Of(transactionId, await users.MatchAsync(description!, limit, minScore, context.RequestAborted)), Text.Answers);
    }
}
