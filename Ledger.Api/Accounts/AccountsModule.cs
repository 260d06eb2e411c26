using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
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

    private static async Task<IResult> OpenAccount(
        HttpContext context, MailboxSet<AccountCommand, AccountState, AccountEvent> mailboxes, FreshnessGate freshness, AccountQueries accounts)
    {
        var request = await JsonBody.ReadAsync<OpenAccountRequest>(context);
        var checks = new Checks();
        checks.Id("id", request.Id, required: false);
        checks.Id("ownerId", request.OwnerId, required: false);
        var currency = checks.Currency("currency", request.Currency);
        var limit = request.OverdraftLimit is null ? null : checks.Amount("overdraftLimit", request.OverdraftLimit, currency, zeroAllowed: true);
        checks.ThrowIfAny();

        var id = request.Id ?? Guid.CreateVersion7().ToString();
        var command = new OpenAccount(id, currency!, request.OwnerId, limit ?? Money.Zero(currency!));
        var outcome = await mailboxes.ExecuteAsync(
            new(Account.StreamOf(id)), new(command, Problem.TraceIdOf(context), Actors.Of(context)));
        switch (outcome)
        {
            case Outcome<AccountEvent>.Committed committed:
                freshness.Acknowledge(context, id, committed.Position);
                context.Response.Headers.Location = $"/v1/accounts/{id}";
                return TypedResults.Json(AccountAnswer.Of(committed.Events[0]), Text.Answers, statusCode: 201);
            case Outcome<AccountEvent>.Unchanged unchanged:
                freshness.Acknowledge(context, id, unchanged.Position);
                return await GetAccount(id, context, freshness, accounts);
            default:
                return Refusals.ProblemOf(outcome, id);
        }
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
