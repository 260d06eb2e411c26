using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Kernel;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Transactions;

/// <summary>Finding transactions.</summary>
internal sealed class TransactionReadsModule : IEndpointModule
{
    private static readonly string[] Filters =
    [
        "accountId", "ownerId", "type", "status", "currency", "from", "to", "minAmount", "maxAmount", "reference", "q", "cursor", "limit",
    ];

    public static void AddRoutes(RouteGroups routes)
    {
        routes.Query.MapGet("/v1/transactions", ListTransactions)
            .WithName(nameof(ListTransactions)).WithTags("Transactions").WithSummary("Lists transactions, the newest first, refused ones included")
            .TakesQuery(Filters)
            .Produces<Page<TransactionAnswer>>().ProducesProblem(400).ProducesProblem(503);
        routes.Query.MapGet("/v1/transactions/{id}", GetTransaction)
            .WithName(nameof(GetTransaction)).WithTags("Transactions").WithSummary("Answers a transaction")
            .Produces<TransactionAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<IResult> GetTransaction(string id, HttpContext context, TransactionReads transactions) =>
        TypedResults.Json(TransactionAnswer.Of(await transactions.RowAsync(id, context)), Text.Answers);

    private static async Task<IResult> ListTransactions(
        HttpContext context, FreshnessGate freshness, LedgerPositions positions, TransactionQueries transactions)
    {
        var query = new QueryReader(context, Filters);
        var currency = query.Text("currency") is { } code ? query.Checks.Currency("currency", code) : null;
        var filter = new TransactionFilter(
            query.Id("accountId"),
            query.Id("ownerId"),
            query.Choice("type", [.. TransactionWords.Types]),
            query.Choice("status", [.. TransactionWords.Statuses]),
            currency?.Code,
            query.Time("from") is { } from ? Microseconds.Of(from) : null,
            query.Time("to") is { } to ? Microseconds.Of(to) : null,
            AmountOf(query, "minAmount", currency),
            AmountOf(query, "maxAmount", currency),
            query.Text("reference"),
            query.Text("q")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []);
        var (before, limit) = (query.Cursor(positions), query.Limit());
        query.Checks.ThrowIfAny();

        if (filter.AccountId is { } accountId)
        {
            await freshness.EnsureAccountAsync(context, TransactionsProjection.Name, accountId);
        }
        else
        {
            await freshness.EnsureAllAsync(context, TransactionsProjection.Name);
        }

        var rows = await transactions.ListAsync(filter, before, limit + 1, context.RequestAborted);
        return TypedResults.Json(Page<TransactionAnswer>.Of(rows, limit, TransactionAnswer.Of, row => positions.Format(row.Position)), Text.Answers);
    }

    /// <summary>Amounts of different currencies are not comparable, so a bound needs one.</summary>
    private static long? AmountOf(QueryReader query, string name, Currency? currency)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (currency is null)
        {
            query.Checks.Add(name, "needs a currency to go with it");
            return null;
        }

        return query.Checks.Amount(name, new(text, IsNumber: false), currency, zeroAllowed: true)?.MinorUnits;
    }
}
