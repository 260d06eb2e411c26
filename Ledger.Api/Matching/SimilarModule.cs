using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Api.Http.Reading;
using Ledger.Api.Transactions;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Matching;

/// <summary>Which other payments a payment is like.</summary>
internal sealed class SimilarModule : IEndpointModule
{
    private const int DefaultLimit = 10;

    /// <summary>Texts that have nothing to do with each other seldom score more.</summary>
    private const double DefaultMinScore = 0.3;

    public static void AddRoutes(RouteGroups routes) =>
        routes.Query.MapGet("/v1/matching/transactions", FindSimilarTransactions)
            .WithName(nameof(FindSimilarTransactions)).WithTags("Matching").WithSummary("Finds transactions that are like a text or another transaction")
            .WithDescription("By descriptions and references. Best first, of equal ones the newest first, each with a score from 0 to 1; refused and pending ones included. "
                + "Other order, capitals and accents, glued or torn words and slips are no obstacle, and a rare word or a reference counts most. "
                + "The transaction that is asked about is left out. Scores below 0.3 are left out unless `minScore` says otherwise.")
            .TakesQuery("transactionId", "description", "limit", "minScore")
            .Produces<SimilarTransactionsAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);

    private static async Task<IResult> FindSimilarTransactions(
        HttpContext context, FreshnessGate freshness, TransactionReads transactions, IServiceProvider services)
    {
        if (services.GetService<TransactionIndex>() is not { } index)
        {
            throw new ProblemException(new(ProblemKind.NotFound, "Similar transactions are switched off on this service, by Ledger__SimilarTransactions."));
        }

        var query = new QueryReader(context, "transactionId", "description", "limit", "minScore");
        var (transactionId, description) = MatchingQuery.Read(query);
        var limit = (int)(query.Number("limit", 1, QueryReader.MaxLimit) ?? DefaultLimit);
        var minScore = query.Fraction("minScore") ?? DefaultMinScore;
        query.Checks.ThrowIfAny();

        var row = transactionId is null ? null : await transactions.RowAsync(transactionId, context);
        await freshness.EnsureAllAsync(context, TransactionsProjection.Name);
        if (!await index.WaitUntilFilledAsync(freshness.PatienceOf(context), context.RequestAborted))
        {
            throw NotFilled(index);
        }

        var similar = row is null
            ? await index.FindAsync(description!, limit, minScore, context.RequestAborted)
            : await index.FindLikeAsync(row, limit, minScore, context.RequestAborted);
        return TypedResults.Json(SimilarTransactionsAnswer.Of(similar), Text.Answers);
    }

    private static ProblemException NotFilled(TransactionIndex index)
    {
        var (seen, total) = index.Progress;
        return new(new(
            ProblemKind.ReadModelBehind,
            FormattableString.Invariant(
                $"The index of similar transactions is being filled since the start: it has {seen} of {total} transactions. Nothing was or will be written."))
        {
            RetryAfter = 2,
        });
    }
}
