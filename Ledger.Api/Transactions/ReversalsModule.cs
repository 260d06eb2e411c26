using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.Projections.Transfers;

namespace Ledger.Api.Transactions;

/// <summary>Taking transactions back.</summary>
internal sealed class ReversalsModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Submit.MapPost("/v1/transactions/{id}/reversal", ReverseTransaction)
            .WithName(nameof(ReverseTransaction)).WithTags("Transactions").TakesHeaders(IdempotencyKey.Header, IfMatch.Header).WithSummary("Takes a transaction back by an opposite one")
            .WithDescription("A deposit, a withdrawal, a capture, or either leg of a transfer, once. Nothing is removed: the opposite transaction names the first, and the first shows it.")
            .Accepts<ReasonRequest>("application/json")
            .Produces<TransactionAnswer>(201)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(422).ProducesProblem(503);

    private static async Task<IResult> ReverseTransaction(
        string id, HttpContext context, Reversals reversals, TransactionReads transactions, FreshnessGate freshness)
    {
        var request = await JsonBody.ReadAsync<ReasonRequest>(context);
        var checks = new Checks();
        var reason = checks.Reason("reason", request.Reason);
        checks.ThrowIfAny();

        var original = await transactions.RowAsync(id, context);
        if (original.TransferId is not null)
        {
            await freshness.EnsureAllAsync(context, TransfersProjection.Name);
        }

        return freshness.Answer(
            context,
            await reversals.ReverseAsync(original, reason!, IdempotencyKey.Of(context.Request), IfMatch.Of(context.Request), Caller.Of(context)));
    }
}
