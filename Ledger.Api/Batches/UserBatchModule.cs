using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.Api.Users;

namespace Ledger.Api.Batches;

/// <summary>Many users in one request.</summary>
internal sealed class UserBatchModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Submit.MapPost("/v1/users/batch", RegisterUsers)
            .WithName(nameof(RegisterUsers)).WithTags("Users").WithSummary("Registers many users")
            .WithDescription("As lines (`application/x-ndjson`) or as an array; answered in the same form and order, a line an item, with the status that the single call would have had.")
            .TakesBatchOf<RegisterUserRequest, BatchUserAnswer>();

    private static Task<IResult> RegisterUsers(HttpContext context, UserOrders users, FreshnessGate freshness, ILogger<UserBatchModule> log)
    {
        var caller = Caller.Of(context);
        return new BatchRun("user", item => users.RegisterAsync(JsonBody.Parse<RegisterUserRequest>(item.Json.Span), caller, context.RequestAborted))
            .RunAsync(context, freshness, log);
    }
}

/// <param name="Status">As the single call would have had it.</param>
internal sealed record BatchUserAnswer(long Index, int Status, string? Position, UserAnswer? User, object? Problem);
