using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Kernel;
using Ledger.Projections.Accounts;

namespace Ledger.Api.Holds;

/// <summary>Money set aside, then taken or let go.</summary>
internal sealed class HoldsModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes)
    {
        routes.Submit.MapPost("/v1/holds", PlaceHold)
            .WithName(nameof(PlaceHold)).WithTags("Holds").TakesHeaders(IdempotencyKey.Header, IfMatch.Header).WithSummary("Sets money aside")
            .WithDescription("What is available sinks by it and the balance does not. It ends when it is captured, released, or expires.")
            .Accepts<PlaceHoldRequest>("application/json")
            .Produces<HoldAnswer>(201)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(422).ProducesProblem(503);
        routes.Submit.MapPost("/v1/holds/{id}/capture", CaptureHold)
            .WithName(nameof(CaptureHold)).WithTags("Holds").TakesHeaders(IdempotencyKey.Header, IfMatch.Header).WithSummary("Takes held money, wholly or in part; the rest is let go")
            .Accepts<CaptureHoldRequest>(isOptional: true, "application/json")
            .Produces<HoldAnswer>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(422).ProducesProblem(503);
        routes.Submit.MapPost("/v1/holds/{id}/release", ReleaseHold)
            .WithName(nameof(ReleaseHold)).WithTags("Holds").TakesHeaders(IdempotencyKey.Header, IfMatch.Header).WithSummary("Lets held money go")
            .Produces<HoldAnswer>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
        routes.Query.MapGet("/v1/holds/{id}", GetHold)
            .WithName(nameof(GetHold)).WithTags("Holds").WithSummary("Answers a hold")
            .Produces<HoldAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> PlaceHold(HttpContext context, HoldOrders holds, FreshnessGate freshness, TimeProvider time)
    {
        var request = await JsonBody.ReadAsync<PlaceHoldRequest>(context);
        var checks = new Checks();
        checks.Id("accountId", request.AccountId, required: true);
        var currency = checks.Currency("currency", request.Currency);
        var amount = checks.Amount("amount", request.Amount, currency);
        var expiresAt = checks.Time("expiresAt", request.ExpiresAt);
        var key = IdempotencyKey.Of(context.Request);
        // With a key it may have been placed when its time lay in the future.
        if (key is null && expiresAt <= time.GetUtcNow())
        {
            checks.Add("expiresAt", "must lie in the future");
        }

        var description = checks.Text("description", request.Description, Checks.MaxDescription);
        checks.ThrowIfAny();
        return freshness.Answer(context, await holds.PlaceAsync(
            request.AccountId!, amount!.Value, expiresAt, description, key, IfMatch.Of(context.Request), Caller.Of(context)));
    }

    private static async Task<IResult> CaptureHold(string id, HttpContext context, HoldOrders orders, HoldQueries holds, FreshnessGate freshness)
    {
        var request = await JsonBody.ReadOrAsync(context, new CaptureHoldRequest());
        var hold = await RowAsync(id, context, freshness, holds);
        var currency = Currency.Parse(hold.Currency);
        var checks = new Checks();
        var amount = request.Amount is null ? new Money(hold.Amount, currency) : checks.Amount("amount", request.Amount, currency);
        checks.ThrowIfAny();
        return freshness.Answer(context, await orders.CaptureAsync(
            hold, amount!.Value, IdempotencyKey.Of(context.Request), IfMatch.Of(context.Request), Caller.Of(context)));
    }

    private static async Task<IResult> ReleaseHold(string id, HttpContext context, HoldOrders orders, HoldQueries holds, FreshnessGate freshness)
    {
        await JsonBody.RefuseMembersAsync(context);
        var hold = await RowAsync(id, context, freshness, holds);
        return freshness.Answer(context, await orders.ReleaseAsync(hold, IdempotencyKey.Of(context.Request), IfMatch.Of(context.Request), Caller.Of(context)));
    }

    private static async Task<IResult> GetHold(string id, HttpContext context, HoldQueries holds, FreshnessGate freshness, TimeProvider time) =>
        TypedResults.Json(HoldAnswer.Of(await RowAsync(id, context, freshness, holds), time.GetUtcNow()), Text.Answers);

    private static async Task<HoldRow> RowAsync(string id, HttpContext context, FreshnessGate freshness, HoldQueries holds)
    {
        if (!Guid.TryParseExact(id, "D", out var holdId))
        {
            throw NotFound(id);
        }

        await freshness.EnsureDemandedAsync(context, AccountsProjection.Name);
        var stand = freshness.StandOf(AccountsProjection.Name);
        var row = await holds.FindAsync(holdId, context.RequestAborted);
        if (row is { } found && freshness.Includes(stand, found.AccountId))
        {
            return found;
        }

        // It may be one that this node has just acknowledged, or one that something was just done to.
        await freshness.EnsureAllAsync(context, AccountsProjection.Name);
        return await holds.FindAsync(holdId, context.RequestAborted) ?? throw NotFound(id);
    }

    private static ProblemException NotFound(string id) =>
        new(new(ProblemKind.HoldNotFound, $"There is no hold '{(id.Length > Identifier.MaxLength ? id[..Identifier.MaxLength] : id)}'."));
}
