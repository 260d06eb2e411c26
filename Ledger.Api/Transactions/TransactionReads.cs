using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;
using Ledger.Domain.Kernel;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Transactions;

/// <summary>A transaction's row, as new as the caller may expect.</summary>
internal sealed class TransactionReads(FreshnessGate freshness, TransactionQueries transactions)
{
    /// <exception cref="ProblemException">There is no such transaction, or the read model is behind.</exception>
    public async Task<TransactionRow> RowAsync(string id, HttpContext context)
    {
        if (!Guid.TryParseExact(id, "D", out var transactionId))
        {
            throw NotFound(id);
        }

        await freshness.EnsureDemandedAsync(context, TransactionsProjection.Name);
        var stand = freshness.StandOf(TransactionsProjection.Name);
        var row = await transactions.FindAsync(transactionId, context.RequestAborted);
        if (row is { Status: not TransactionWords.Pending } && freshness.Includes(stand, row.AccountId))
        {
            return row;
        }

        // It may be one that this node has just acknowledged, or one that something was just done to.
        await freshness.EnsureAllAsync(context, TransactionsProjection.Name);
        return await transactions.FindAsync(transactionId, context.RequestAborted) ?? throw NotFound(id);
    }

    private static ProblemException NotFound(string id) =>
        new(new(ProblemKind.TransactionNotFound, $"There is no transaction '{(id.Length > Identifier.MaxLength ? id[..Identifier.MaxLength] : id)}'."));
}
