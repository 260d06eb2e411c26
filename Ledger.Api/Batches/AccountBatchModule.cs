using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;

namespace Ledger.Api.Batches;

/// <summary>Many accounts in one request.</summary>
internal sealed class AccountBatchModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Submit.MapPost("/v1/accounts/batch", OpenAccounts)
            .WithName(nameof(OpenAccounts)).WithTags("Accounts").WithSummary("Opens many accounts")
            .WithDescription("As lines (`application/x-ndjson`) or as an array; answered in the same form and order, a line an item, with the status that the single call would have had.")
            .TakesBatchOf<OpenAccountRequest, BatchAccountAnswer>();

    private static Task<IResult> OpenAccounts(HttpContext context, AccountOpening opening, FreshnessGate freshness, ILogger<AccountBatchModule> log)
    {
        var caller = Caller.Of(context);
        return new BatchRun("account", item => opening.OpenAsync(JsonBody.Parse<OpenAccountRequest>(item.Json.Span), caller, context.RequestAborted))
            .RunAsync(context, freshness, log);
    }
}

/// <param name="Status">As the single call would have had it.</param>
internal sealed record BatchAccountAnswer(long Index, int Status, string? Position, AccountAnswer? Account, object? Problem);
