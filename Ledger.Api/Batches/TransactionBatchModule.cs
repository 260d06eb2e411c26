using Ledger.Api.Accounts;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Reading;
using Ledger.Api.Transactions;

namespace Ledger.Api.Batches;

/// <summary>An item of <c>POST /v1/transactions/batch</c>: what the single route takes, and a key of its own.</summary>
internal sealed record BatchTransactionRequest : PostTransactionRequest
{
    public string? IdempotencyKey { get; init; }
}

/// <summary>Many deposits and withdrawals in one request.</summary>
internal sealed class TransactionBatchModule : IEndpointModule
{
    public static void AddRoutes(RouteGroups routes) =>
        routes.Submit.MapPost("/v1/transactions/batch", PostTransactions)
            .WithName(nameof(PostTransactions)).WithTags("Transactions").TakesHeaders(IdempotencyKey.Header, Prefer.Header).WithSummary("Posts many deposits and withdrawals")
            .WithDescription("As lines (`application/x-ndjson`, any number, up to 64 KiB each) or as an array (up to 32 MiB); answered in the same form and order, a line an item, with the status that the single call would have had. Items of one account run in order. An item may have an `idempotencyKey`; with an `Idempotency-Key` of the batch, item *i* without one has `<key>:<i>`.")
            .TakesBatchOf<BatchTransactionRequest, BatchTransactionAnswer>();

    private static Task<IResult> PostTransactions(
        HttpContext context, TransactionPosting posting, FreshnessGate freshness, ILogger<TransactionBatchModule> log)
    {
        var (keyOfBatch, caller, deferred) = (BatchKeys.Of(context.Request), Caller.Of(context), Prefer.IsAsync(context.Request));
        return new BatchRun("transaction", item =>
        {
            var request = JsonBody.Parse<BatchTransactionRequest>(item.Json.Span);
            return posting.PostAsync(request, BatchKeys.OfItem(request.IdempotencyKey, keyOfBatch, item.Index), deferred, ifRevision: null, caller);
        }).RunAsync(context, freshness, log);
    }
}

/// <param name="Status">As the single call would have had it.</param>
/// <param name="Replayed">True where it was recorded for an earlier item or call with the same key; else it is absent.</param>
internal sealed record BatchTransactionAnswer(long Index, int Status, bool? Replayed, string? Position, TransactionAnswer? Transaction, object? Problem);
