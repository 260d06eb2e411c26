using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Kernel;
using Ledger.Projections.Users;

namespace Ledger.Api.Users;

/// <summary>The people that transactions are matched to.</summary>
internal sealed class UsersModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes)
    {
        routes.Submit.MapPost("/v1/users", RegisterUser)
            .WithName(nameof(RegisterUser)).WithTags("Users").WithSummary("Registers a user")
            .WithDescription("The same again answers 200; the same id with another name is refused. A blank name is taken, and nothing is matched to it.")
            .Accepts<RegisterUserRequest>("application/json")
            .Produces<UserAnswer>(201).Produces<UserAnswer>()
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
        routes.Submit.MapPut("/v1/users/{id}", RenameUser)
            .WithName(nameof(RenameUser)).WithTags("Users").WithSummary("Renames a user")
            .Accepts<RenameUserRequest>("application/json")
            .Produces<UserAnswer>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
        routes.Submit.MapDelete("/v1/users/{id}", RemoveUser)
            .WithName(nameof(RemoveUser)).WithTags("Users").WithSummary("Removes a user")
            .WithDescription("From then on nothing is matched to the user. The history and the matches that are recorded stay.")
            .Produces(204)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        routes.Query.MapGet("/v1/users", ListUsers)
            .WithName(nameof(ListUsers)).WithTags("Users").WithSummary("Lists users, the newest first")
            .WithDescription("With `q`, those whose name holds each of its words or pieces of words, whatever their case and accents.")
            .TakesQuery("q", "cursor", "limit")
            .Produces<Page<UserAnswer>>().ProducesProblem(400).ProducesProblem(503);
        routes.Query.MapGet("/v1/users/{id}", GetUser)
            .WithName(nameof(GetUser)).WithTags("Users").WithSummary("Answers a user")
            .Produces<UserAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> RegisterUser(HttpContext context, UserOrders users, FreshnessGate freshness)
    {
        var request = await JsonBody.ReadAsync<RegisterUserRequest>(context);
        return freshness.Answer(context, await users.RegisterAsync(request, Caller.Of(context), context.RequestAborted));
    }

    private static async Task<IResult> RenameUser(string id, HttpContext context, UserOrders users, FreshnessGate freshness)
    {
        ThrowUnlessId(id);
        var request = await JsonBody.ReadAsync<RenameUserRequest>(context);
        return freshness.Answer(context, await users.RenameAsync(id, request, Caller.Of(context), context.RequestAborted));
    }

    private static async Task<IResult> RemoveUser(string id, HttpContext context, UserOrders users, FreshnessGate freshness)
    {
        ThrowUnlessId(id);
        return freshness.Answer(context, await users.RemoveAsync(id, Caller.Of(context), context.RequestAborted));
    }

    private static async Task<IResult> ListUsers(HttpContext context, FreshnessGate freshness, LedgerPositions positions, UserQueries users)
    {
        var query = new QueryReader(context, "q", "cursor", "limit");
        var search = query.Checks.Text("q", query.Text("q"), Domain.Users.User.MaxNameLength);
        var (before, limit) = (query.Cursor(positions), query.Limit());
        query.Checks.ThrowIfAny();

        await freshness.EnsureAllAsync(context, UsersProjection.Name);
        var rows = await users.ListAsync(search, before, limit + 1, context.RequestAborted);
        return TypedResults.Json(Page<UserAnswer>.Of(rows, limit, UserAnswer.Of, row => positions.Format(row.Position)), Text.Answers);
    }

    private static async Task<IResult> GetUser(string id, HttpContext context, FreshnessGate freshness, UserQueries users)
    {
        ThrowUnlessId(id);
        await freshness.EnsureAccountAsync(context, UsersProjection.Name, UserOrders.KeyOf(id));
        var row = await users.FindAsync(id, context.RequestAborted) ?? throw new ProblemException(UserOrders.NotFound(id));
        return TypedResults.Json(UserAnswer.Of(row), Text.Answers);
    }

    private static void ThrowUnlessId(string id)
    {
        if (!Identifier.IsValid(id))
        {
            throw new ProblemException(new(ProblemKind.UserNotFound, "The path does not hold a user's id."));
        }
    }
}
