using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Search;

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
/// <param name="Words">
/// Normalised by <see cref="Search.Words"/>: each stands in the description or the reference. <see langword="null"/> where nobody asks for words.
/// </param>
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
    IReadOnlyList<string>? Words);

/// <summary>Questions to <c>transactions</c>.</summary>
public sealed class TransactionQueries(IReadModelStore store)
{
    private const string Columns =
        "t.id AS Id, t.account_id AS AccountId, t.type AS Type, t.status AS Status, t.currency AS Currency, t.amount AS Amount, "
        + "t.balance_after AS BalanceAfter, t.decline_reason AS DeclineReason, t.description AS Description, t.reference AS Reference, "
        + "t.metadata AS Metadata, t.effective_at AS EffectiveAt, t.recorded_at AS RecordedAt, t.revision AS Revision, "
        + "t.commit_position AS CommitPosition, t.prepare_position AS PreparePosition, "
        + "t.transfer_id AS TransferId, t.hold_id AS HoldId, t.reversal_of AS ReversalOf, t.reversed_by AS ReversedBy, "
        + "t.conversion_currency AS ConversionCurrency, t.conversion_amount AS ConversionAmount, t.conversion_rate AS ConversionRate, "
        + "t.conversion_date AS ConversionDate, t.conversion_source AS ConversionSource";

    public async Task<TransactionRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<TransactionRow>(
            $"SELECT {Columns} FROM transactions AS t WHERE t.id = @id", new { id = id.ToString() });
    }

    /// <summary>Accounts with transactions that were submitted before a time and wait to be decided.</summary>
    /// <param name="before">In microseconds since 1970.</param>
    public async Task<IReadOnlyList<string>> PendingAccountsAsync(long before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(
            $"SELECT DISTINCT account_id FROM transactions WHERE status = '{TransactionWords.Pending}' AND recorded_at < @before LIMIT @limit", new { before, limit })];
    }

    /// <remarks>
    /// SQLite would rather read all transactions of a status than those of an account, though most of a ledger has the same one. Of an account
    /// or an owner the status is therefore said in a way that no index answers.
    /// </remarks>
    internal static WhereClause WhereOf(TransactionFilter filter) => new WhereClause()
        .And(filter.AccountId, "t.account_id = @AccountId")
        .And(filter.OwnerId, "t.account_id IN (SELECT id FROM accounts WHERE owner_id = @OwnerId)")
        .And(filter.Type, "t.type = @Type")
        .And(filter.Status, filter.AccountId is null && filter.OwnerId is null ? "t.status = @Status" : "t.status || '' = @Status")
        .And(filter.Currency, "t.currency = @Currency")
        .And(filter.From, "t.recorded_at >= @From")
        .And(filter.To, "t.recorded_at < @To")
        .And(filter.MinAmount, "t.amount >= @MinAmount")
        .And(filter.MaxAmount, "t.amount <= @MaxAmount")
        .And(filter.Reference, "t.reference = @Reference");

    /// <summary>Transactions, the newest first.</summary>
    /// <param name="before">Only those that were recorded before this position.</param>
    public async Task<IReadOnlyList<TransactionRow>> ListAsync(
        TransactionFilter filter, Position? before, int limit, CancellationToken cancellationToken)
    {
        if (filter.Words is { Count: 0 })
        {
            // What was asked for holds no word, and so does no transaction.
            return [];
        }

        var where = WhereOf(filter);
        var parameters = new
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
            terms = filter.Words is null ? null : TermsOf(filter.Words, filter.AccountId),
            commit = (long?)before?.Commit,
            prepare = (long?)before?.Prepare,
            limit,
        };
        var (index, table) = (store.Terms, SearchProjection.Table);
        await using var connection = filter.Words is null ? await store.OpenAsync(cancellationToken) : await index.OpenAsync(cancellationToken);
        var sql = filter.Words is null
            ? $"SELECT {Columns} FROM transactions AS t {where.And(before, WhereClause.Before)} {WhereClause.NewestFirst}"
            : $"""
               SELECT {Columns} FROM {index.From(table)} {index.JoinEvent("transactions", "t")}
               {where.And(filter, index.HasTerms(table)).And(before, index.Before(table))}
               ORDER BY {index.NewestFirst} LIMIT @limit
               """;
        return [.. await connection.QueryAsync<TransactionRow>(new(sql, parameters, cancellationToken: cancellationToken))];
    }

    private string TermsOf(IReadOnlyList<string> words, string? accountId) =>
        store.Terms.ToText(accountId is null ? words : words.Prepend(SearchTerms.OfAccount(accountId)));
}
