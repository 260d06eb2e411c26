using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.Domain.Kernel;
using Ledger.Projections.Matches;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Search;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Transactions;

/// <summary>Finding transactions.</summary>
internal sealed class TransactionReadsModule : IEndpointModule
{
    // More than a description and a reference usually have.
    private const int MaxWords = 100;

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

    private static async Task<IResult> GetTransaction(
        string id, HttpContext context, TransactionReads transactions, MatchQueries matches, FreshnessGate freshness)
    {
        var row = await transactions.RowAsync(id, context);
        await freshness.EnsureAccountAsync(context, [TransactionsProjection.Name, MatchesProjection.Name], row.AccountId);
        var found = await matches.OfTransactionsAsync([row.Id], context.RequestAborted);
        return TypedResults.Json(TransactionAnswer.Of(row, found[row.Id]), Text.Answers);
    }

    private static async Task<IResult> ListTransactions(
        HttpContext context, FreshnessGate freshness, LedgerPositions positions, TransactionQueries transactions, MatchQueries matches)
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
            WordsOf(query));
        var (before, limit) = (query.Cursor(positions), query.Limit());
        query.Checks.ThrowIfAny();

        string[] needed = [TransactionsProjection.Name, MatchesProjection.Name, .. filter.Words is null ? Array.Empty<string>() : [SearchProjection.Name]];
        if (filter.AccountId is { } accountId)
        {
            await freshness.EnsureAccountAsync(context, needed, accountId);
        }
        else
        {
            await freshness.EnsureAllAsync(context, needed);
        }

        var rows = await transactions.ListAsync(filter, before, limit + 1, context.RequestAborted);
        var found = await matches.OfTransactionsAsync([.. rows.Select(row => row.Id)], context.RequestAborted);
        return TypedResults.Json(
            Page<TransactionAnswer>.Of(rows, limit, row => TransactionAnswer.Of(row, found[row.Id]), row => positions.Format(row.Position)), Text.Answers);
    }

    private static IReadOnlyList<string>? WordsOf(QueryReader query)
    {
        if (query.Text("q") is not { } text)
        {
            return null;
        }

        var words = Words.Of(text);
        if (words.Count > MaxWords)
        {
            query.Checks.Add("q", $"holds {words.Count} different words; {MaxWords} are looked for at most");
        }

        return words;
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
