using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.Projections.Accounts;

namespace Ledger.Api.Accounts;

/// <summary>Opening accounts, and asking what they are now.</summary>
internal sealed class AccountsModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes)
    {
        routes.Submit.MapPost("/v1/accounts", OpenAccount)
            .WithName(nameof(OpenAccount)).WithTags("Accounts").WithSummary("Opens an account")
            .WithDescription("The same again answers 200; the same id with other attributes is refused.")
            .Accepts<OpenAccountRequest>("application/json")
            .Produces<AccountAnswer>(201).Produces<AccountAnswer>()
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
        routes.Query.MapGet("/v1/accounts", ListAccounts)
            .WithName(nameof(ListAccounts)).WithTags("Accounts").WithSummary("Lists accounts, the newest first")
            .TakesQuery("ownerId", "currency", "status", "cursor", "limit")
            .Produces<Page<AccountAnswer>>().ProducesProblem(400).ProducesProblem(503);
        routes.Query.MapGet("/v1/accounts/{id}", GetAccount)
            .WithName(nameof(GetAccount)).WithTags("Accounts").WithSummary("Answers an account")
            .Produces<AccountAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> OpenAccount(HttpContext context, AccountOpening opening, FreshnessGate freshness)
    {
        var request = await JsonBody.ReadAsync<OpenAccountRequest>(context);
        return freshness.Answer(context, await opening.OpenAsync(request, Caller.Of(context), context.RequestAborted));
    }

    private static async Task<IResult> ListAccounts(
        HttpContext context, FreshnessGate freshness, LedgerPositions positions, AccountQueries accounts)
    {
        var query = new QueryReader(context, "ownerId", "currency", "status", "cursor", "limit");
        var currency = query.Text("currency");
        if (currency is not null)
        {
            query.Checks.Currency("currency", currency);
        }

        var filter = new AccountFilter(query.Id("ownerId"), currency, query.Choice("status", "open", "frozen", "closed"));
        var (before, limit) = (query.Cursor(positions), query.Limit());
        query.Checks.ThrowIfAny();

        await freshness.EnsureAllAsync(context, AccountsProjection.Name);
        var rows = await accounts.ListAsync(filter, before, limit + 1, context.RequestAborted);
        return TypedResults.Json(Page<AccountAnswer>.Of(rows, limit, AccountAnswer.Of, row => positions.Format(row.Position)), Text.Answers);
    }

    private static async Task<IResult> GetAccount(string id, HttpContext context, FreshnessGate freshness, AccountQueries accounts) =>
        TypedResults.Json(AccountAnswer.Of(await AccountReads.RowAsync(id, context, freshness, accounts)), Text.Answers);
}
