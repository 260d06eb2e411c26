using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.Projections.Accounts;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Accounts;

/// <summary>Statements: what moved in an account in a time, from one balance to the other.</summary>
internal sealed class StatementModule : IEndpointModule
{
    private static readonly string[] Parameters = ["from", "to", "basis"];

    public static void AddRoutes(RouteGroups routes) =>
        routes.Query.MapGet("/v1/accounts/{id}/statement", GetStatement)
            .WithName(nameof(GetStatement)).WithTags("Accounts").WithSummary("Answers a statement, the oldest line first")
            .WithDescription("From `from` on and before `to`; the whole history where they are left out. By `basis=effective` transactions count when they are said to have been. `Accept: text/csv` answers the lines as CSV.")
            .TakesQuery(Parameters)
            .Produces<StatementAnswer>(200, "application/json", StatementCsv.MediaType).ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task GetStatement(
        string id, HttpContext context, FreshnessGate freshness, AccountQueries accounts, StatementQueries statements)
    {
        var query = new QueryReader(context, Parameters);
        var (from, to) = (query.Time("from"), query.Time("to"));
        var basis = query.Choice("basis", "recorded", "effective") == "effective" ? StatementBasis.Effective : StatementBasis.Recorded;
        if (to < from)
        {
            query.Checks.Add("to", "must not lie before from");
        }

        query.Checks.ThrowIfAny();
        var account = await AccountReads.RowAsync(id, context, freshness, accounts);
        await freshness.EnsureAccountAsync(context, TransactionsProjection.Name, id);

        var (first, last) = (Microseconds.Of(from ?? DateTimeOffset.MinValue), to is { } t ? Microseconds.Of(t) : Microseconds.Of(DateTimeOffset.MaxValue) + 1);
        var head = await statements.HeadAsync(id, basis, first, last, context.RequestAborted);
        var statement = new Statement(account, from, to, basis, head, statements.LinesAsync(id, basis, first, last, head.UpTo, context.RequestAborted));
        var accepted = context.Request.GetTypedHeaders().Accept;
        var wish = accepted.WishFor(StatementCsv.MediaType);
        if (wish > 0 && wish >= accepted.WishForAny("application/json"))
        {
            await StatementCsv.WriteAsync(statement, context.Response, context.RequestAborted);
        }
        else
        {
            await StatementJson.WriteAsync(statement, context.Response, context.RequestAborted);
        }
    }
}

/// <summary>A statement on its way out; its lines are read as they are written.</summary>
internal sealed record Statement(
    AccountRow Account, DateTimeOffset? From, DateTimeOffset? To, StatementBasis Basis, StatementHead Head, IAsyncEnumerable<StatementLine> Lines);

internal sealed record StatementAnswer(
    string AccountId,
    string Currency,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string Basis,
    string Opening,
    string Closing,
    string TotalIn,
    string TotalOut,
    IReadOnlyList<StatementLineAnswer> Lines);

/// <param name="Amount">Less than zero for a debit.</param>
/// <param name="Balance">After this line, by the basis of the statement.</param>
internal sealed record StatementLineAnswer(
    Guid TransactionId, string Type, string? Description, string? Reference, DateTimeOffset At, string Amount, string Balance)
{
    public static StatementLineAnswer Of(StatementLine line, long balance, Domain.Kernel.Currency currency) => new(
        Guid.Parse(line.TransactionId),
        line.Type,
        line.Description,
        line.Reference,
        Microseconds.ToTime(line.At),
        Domain.Kernel.MoneyText.Amount(new(line.Amount, currency)),
        Domain.Kernel.MoneyText.Amount(new(balance, currency)));
}
