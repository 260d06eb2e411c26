using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Api.Rates;
using Ledger.Api.Transactions;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.Projections.Transfers;

namespace Ledger.Api.Transfers;

/// <summary>Transfers between accounts.</summary>
internal sealed class TransfersModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes)
    {
        routes.Submit.MapPost("/v1/transfers", PostTransfer)
            .WithName(nameof(PostTransfer)).WithTags("Transfers").TakesHeaders(IdempotencyKey.Header, IfMatch.Header).WithSummary("Transfers an amount from one account to another")
            .WithDescription("Both legs or neither. An `Idempotency-Key` belongs to the source. Where it is not decided after five seconds it is answered 202, and goes on.")
            .Accepts<PostTransferRequest>("application/json")
            .Produces<TransferAnswer>(201).Produces<TransferAnswer>(202)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(422).ProducesProblem(503);
        routes.Query.MapGet("/v1/transfers/{id}", GetTransfer)
            .WithName(nameof(GetTransfer)).WithTags("Transfers").WithSummary("Answers a transfer")
            .Produces<TransferAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> PostTransfer(
        HttpContext context, TransferCoordinator transfers, IConversions conversions, FreshnessGate freshness, TimeProvider time)
    {
        var request = await JsonBody.ReadAsync<PostTransferRequest>(context);
        var checks = new Checks();
        checks.Id("fromAccountId", request.FromAccountId, required: true);
        checks.Id("toAccountId", request.ToAccountId, required: true);
        if (request.FromAccountId is not null && request.FromAccountId == request.ToAccountId)
        {
            checks.Add("toAccountId", "must be another account than fromAccountId");
        }

        var currency = checks.Currency("currency", request.Currency);
        var amount = checks.Amount("amount", request.Amount, currency);
        var effectiveAt = checks.PastTime("effectiveAt", request.EffectiveAt, time.GetUtcNow());
        var details = checks.Details(request.Description, request.Reference, request.Metadata);
        checks.ThrowIfAny();

        var (from, key) = (request.FromAccountId!, IdempotencyKey.Of(context.Request));
        var found = conversions.Of(amount!.Value, effectiveAt ?? time.GetUtcNow());
        var order = new TransferOrder(from, request.ToAccountId!, amount.Value, effectiveAt, details, found.Conversion)
        {
            Unconvertible = found.Unconvertible,
            Id = key is null ? Guid.CreateVersion7() : TransactionKeys.TransactionIdOf(AccountOrders.StreamOf(from), key),
            CommandHash = key is null ? null : CommandNorm.HashOf(key, "POST /v1/transfers", request.ToAccountId!, from, amount.Value, effectiveAt, details),
            IfRevision = IfMatch.Of(context.Request),
        };
        return freshness.Answer(context, await transfers.TransferAsync(order, Caller.Of(context)));
    }

    private static async Task<IResult> GetTransfer(string id, HttpContext context, FreshnessGate freshness, TransferQueries transfers)
    {
        if (!Guid.TryParseExact(id, "D", out var transferId))
        {
            throw NotFound(id);
        }

        await freshness.EnsureDemandedAsync(context, TransfersProjection.Name);
        var row = await transfers.FindAsync(transferId, context.RequestAborted);
        if (row is null or { Status: TransferWords.Pending })
        {
            // It may be one that this node has just acknowledged.
            await freshness.EnsureAllAsync(context, TransfersProjection.Name);
            row = await transfers.FindAsync(transferId, context.RequestAborted) ?? throw NotFound(id);
        }

        return TypedResults.Json(TransferAnswer.Of(row), Text.Answers);
    }

    private static ProblemException NotFound(string id) =>
        new(new(ProblemKind.TransferNotFound, $"There is no transfer '{(id.Length > Identifier.MaxLength ? id[..Identifier.MaxLength] : id)}'."));
}
