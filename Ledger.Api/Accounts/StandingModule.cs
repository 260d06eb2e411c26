using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;

namespace Ledger.Api.Accounts;

/// <param name="Reason">Why, for the history; up to 200 characters.</param>
internal sealed record ReasonRequest(string? Reason = null);

/// <summary>Freezing, unfreezing and closing accounts.</summary>
internal sealed class StandingModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes)
    {
        Map(routes, "freeze", "FreezeAccount", "Lets nothing leave an account; credits still come in", reason => new FreezeAccount(reason));
        Map(routes, "unfreeze", "UnfreezeAccount", "Ends a freeze", reason => new UnfreezeAccount(reason));
        Map(routes, "close", "CloseAccount", "Closes an account with zero balance and nothing open, for ever", reason => new CloseAccount(reason));
    }

    private static void Map(RouteGroups routes, string verb, string name, string summary, Func<ReasonGiven, AccountCommand> command) =>
        routes.Submit.MapPost($"/v1/accounts/{{id}}/{verb}", (string id, HttpContext context, AccountOrders orders, FreshnessGate freshness, AccountHistory history) =>
                ChangeAsync(id, command, context, orders, freshness, history))
            .WithName(name).WithTags("Accounts").TakesHeaders(IfMatch.Header).WithSummary(summary)
            .WithDescription("Where it is so already, nothing happens. `If-Match: \"<revision>\"` permits it only at that revision.")
            .Accepts<ReasonRequest>("application/json")
            .Produces<AccountAnswer>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

    private static async Task<IResult> ChangeAsync(
        string id, Func<ReasonGiven, AccountCommand> command, HttpContext context, AccountOrders orders, FreshnessGate freshness, AccountHistory history)
    {
        var request = await JsonBody.ReadAsync<ReasonRequest>(context);
        var checks = new Checks();
        var reason = checks.Reason("reason", request.Reason);
        checks.ThrowIfAny();
        AccountReads.ThrowUnlessId(id);

        var caller = Caller.Of(context);
        var outcome = await orders.ExecuteAsync(id, new(command(new(reason!)), caller.CorrelationId, caller.Actor, IfRevision: IfMatch.Of(context.Request)));
        Position? position = outcome switch
        {
            Outcome<AccountEvent>.Committed committed => committed.Position,
            Outcome<AccountEvent>.Unchanged unchanged => unchanged.Position,
            _ => null,
        };
        if (position is not { } at)
        {
            return Refusals.ProblemOf(outcome, id);
        }

        freshness.Acknowledge(context, id, at);
        return TypedResults.Json(await NowAsync(id, history), Text.Answers);
    }

    /// <summary>The account from its history: a read model that is behind must not make a change that was carried out look as if it was not.</summary>
    private static async Task<AccountAnswer> NowAsync(string id, AccountHistory history)
    {
        try
        {
            return await history.NowAsync(id, CancellationToken.None);
        }
        catch (StoreUnavailableException fault)
        {
            // That would promise that nothing was written.
            throw new CommandOutcomeUnknownException(null, fault);
        }
    }
}
