using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;

namespace Ledger.Api.Transactions;

/// <summary>Deposits and withdrawals.</summary>
internal sealed class TransactionsModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Submit.MapPost("/v1/transactions", PostTransaction)
            .WithName(nameof(PostTransaction)).WithTags("Transactions").TakesHeaders(IdempotencyKey.Header, IfMatch.Header, Prefer.Header).WithSummary("Posts a deposit or a withdrawal")
            .WithDescription("It is durable when it is answered. With an `Idempotency-Key` it can be sent again without fear: the recorded outcome is answered again, with `Idempotency-Replayed: true`. With `Prefer: respond-async` it is answered 202 as soon as it is durable and decided after that, before anything that comes to the account later. `If-Match: \"<revision>\"` permits it only at that revision of the account.")
            .Accepts<PostTransactionRequest>("application/json")
            .Produces<TransactionAnswer>(201).Produces<TransactionAnswer>(202)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(422).ProducesProblem(503);

    private static async Task<IResult> PostTransaction(HttpContext context, TransactionPosting posting, FreshnessGate freshness)
    {
        var request = await JsonBody.ReadAsync<PostTransactionRequest>(context);
        var answer = await posting.PostAsync(
            request, IdempotencyKey.Of(context.Request), Prefer.IsAsync(context.Request), IfMatch.Of(context.Request), Caller.Of(context));
        return freshness.Answer(context, answer);
    }
}
