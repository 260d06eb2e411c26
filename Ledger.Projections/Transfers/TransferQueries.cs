using Dapper;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transfers;

/// <summary>A row of <c>transfers</c>: the amount in minor units.</summary>
/// <param name="Revision">Of the debit, in the source's stream.</param>
public sealed record TransferRow(
    string Id,
    string FromAccountId,
    string ToAccountId,
    string Status,
    string Currency,
    long Amount,
    string? CreditTransactionId,
    string? Reason,
    long Revision);

/// <summary>Questions to <c>transfers</c>.</summary>
public sealed class TransferQueries(IReadModelStore store)
{
    private const string Select =
        "SELECT id AS Id, from_account_id AS FromAccountId, to_account_id AS ToAccountId, status AS Status, currency AS Currency, amount AS Amount, "
        + "credit_transaction_id AS CreditTransactionId, reason AS Reason, revision AS Revision FROM transfers";

    public async Task<TransferRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TransferRow>($"{Select} WHERE id = @id", new { id = id.ToString() });
    }

    /// <summary>Transfers that were begun before a time and have not come to their end, the oldest first.</summary>
    /// <param name="before">In microseconds since 1970.</param>
    public async Task<IReadOnlyList<TransferRow>> UnsettledAsync(long before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<TransferRow>(
            $"{Select} WHERE is_settled = 0 AND started_at < @before ORDER BY started_at LIMIT @limit", new { before, limit })];
    }
}
