using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>A row of <c>transactions</c>: amounts in minor units, times in microseconds since 1970.</summary>
public sealed record TransactionRow(
    string Id,
    string AccountId,
    string Type,
    string Status,
    string Currency,
    long Amount,
    long BalanceAfter,
    string? DeclineReason,
    string? Description,
    string? Reference,
    string? Metadata,
    long EffectiveAt,
    long RecordedAt,
    long Revision,
    long CommitPosition,
    long PreparePosition,
    string? TransferId,
    string? HoldId,
    string? ReversalOf,
    string? ReversedBy,
    string? ConversionCurrency,
    long? ConversionAmount,
    string? ConversionRate,
    string? ConversionDate,
    string? ConversionSource)
{
    public Position Position => new((ulong)CommitPosition, (ulong)PreparePosition);
}

/// <param name="From">Recorded at or after, in microseconds.</param>
/// <param name="To">Recorded before, in microseconds.</param>
/// <param name="MinAmount">In minor units, with <paramref name="Currency"/>.</param>
/// <param name="Words">Each stands in the description or the reference.</param>
public sealed record TransactionFilter(
    string? AccountId,
    string? OwnerId,
    string? Type,
    string? Status,
    string? Currency,
    long? From,
    long? To,
    long? MinAmount,
    long? MaxAmount,
    string? Reference,
    IReadOnlyList<string> Words);

/// <summary>Questions to <c>transactions</c>.</summary>
public sealed class TransactionQueries(IReadModelStore store)
{
    private const string Columns =
        "id AS Id, account_id AS AccountId, type AS Type, status AS Status, currency AS Currency, amount AS Amount, "
        + "balance_after AS BalanceAfter, decline_reason AS DeclineReason, description AS Description, reference AS Reference, "
        + "metadata AS Metadata, effective_at AS EffectiveAt, recorded_at AS RecordedAt, revision AS Revision, "
        + "commit_position AS CommitPosition, prepare_position AS PreparePosition, "
        + "transfer_id AS TransferId, hold_id AS HoldId, reversal_of AS ReversalOf, reversed_by AS ReversedBy, "
        + "conversion_currency AS ConversionCurrency, conversion_amount AS ConversionAmount, conversion_rate AS ConversionRate, "
        + "conversion_date AS ConversionDate, conversion_source AS ConversionSource";

    public async Task<TransactionRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TransactionRow>(
            $"SELECT {Columns} FROM transactions WHERE id = @id", new { id = id.ToString() });
    }

    /// <summary>Accounts with transactions that wait to be decided.</summary>
    public async Task<IReadOnlyList<string>> PendingAccountsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>($"SELECT DISTINCT account_id FROM transactions WHERE status = '{TransactionWords.Pending}'")];
    }

    /// <summary>Transactions, the newest first.</summary>
    /// <param name="before">Only those that were recorded before this position.</param>
    public async Task<IReadOnlyList<TransactionRow>> ListAsync(
        TransactionFilter filter, Position? before, int limit, CancellationToken cancellationToken)
    {
        var where = new WhereClause()
            .And(filter.AccountId, "account_id = @AccountId")
            .And(filter.OwnerId, "account_id IN (SELECT id FROM accounts WHERE owner_id = @OwnerId)")
            .And(filter.Type, "type = @Type")
            .And(filter.Status, "status = @Status")
            .And(filter.Currency, "currency = @Currency")
            .And(filter.From, "recorded_at >= @From")
            .And(filter.To, "recorded_at < @To")
            .And(filter.MinAmount, "amount >= @MinAmount")
            .And(filter.MaxAmount, "amount <= @MaxAmount")
            .And(filter.Reference, "reference = @Reference")
            .And(before, WhereClause.Before);
        var parameters = new DynamicParameters(
            new
            {
                filter.AccountId,
                filter.OwnerId,
                filter.Type,
                filter.Status,
                filter.Currency,
                filter.From,
                filter.To,
                filter.MinAmount,
                filter.MaxAmount,
                filter.Reference,
                commit = (long?)before?.Commit,
                prepare = (long?)before?.Prepare,
                limit,
            });
        for (var i = 0; i < filter.Words.Count; i++)
        {
            where.And(filter, $"(lower(coalesce(description, '')) LIKE @word{i} ESCAPE '\\' OR lower(coalesce(reference, '')) LIKE @word{i} ESCAPE '\\')");
            parameters.Add($"word{i}", $"%{Escape(filter.Words[i])}%");
        }

        await using var connection = await store.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<TransactionRow>($"SELECT {Columns} FROM transactions {where} {WhereClause.NewestFirst}", parameters)];
    }

    // Matching is SQL's own, in which only the letters of ASCII lose their case.
    private static string Escape(string word) => string.Concat(word.Select(c => c switch
    {
        '%' or '_' or '\\' => $"\\{c}",
        _ => char.IsAscii(c) ? char.ToLowerInvariant(c).ToString() : c.ToString(),
    }));
}
