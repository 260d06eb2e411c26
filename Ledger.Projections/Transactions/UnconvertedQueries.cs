using Dapper;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>A transaction that is not converted.</summary>
/// <param name="OfEffectiveAt">Of what it takes back or is the other leg of; <see langword="null"/> where there is no such.</param>
/// <param name="OfCurrency">What that is converted to; <see langword="null"/> where it is not.</param>
public sealed record UnconvertedRow(
    string Id,
    string AccountId,
    string Status,
    string Currency,
    long Amount,
    long EffectiveAt,
    long CommitPosition,
    long PreparePosition,
    long? OfEffectiveAt,
    string? OfCurrency,
    long? OfAmount,
    string? OfRate,
    string? OfDate,
    string? OfSource)
{
    /// <summary>The time whose rate it is to have: a reversal that of what it takes back, and both legs of a transfer the same.</summary>
    public long RateAt => OfEffectiveAt ?? EffectiveAt;

    public Position Position => new((ulong)CommitPosition, (ulong)PreparePosition);
}

/// <summary>Looks for transactions that were recorded without a conversion, by an index that holds no others.</summary>
/// <param name="reporting">The currency that they are converted to.</param>
public sealed class UnconvertedQueries(IReadModelStore store, Currency reporting)
{
    /// <summary>Which rows are not converted and could be, as SQL over the columns of <c>transactions</c>; what was refused stays as it is.</summary>
    public static string ConditionOf(Currency reporting) =>
        $"conversion_currency IS NULL AND currency <> '{reporting.Code}' AND status <> '{TransactionWords.Declined}'";

    /// <summary>The place of the newest transaction; <see langword="null"/> where there is none.</summary>
    public async Task<Position?> NewestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Place>(new(
            "SELECT commit_position AS CommitPosition, prepare_position AS PreparePosition FROM transactions "
            + "ORDER BY commit_position DESC, prepare_position DESC LIMIT 1",
            cancellationToken: cancellationToken));
        return row is null ? null : new((ulong)row.CommitPosition, (ulong)row.PreparePosition);
    }

    /// <summary>Those of some currencies after a place and up to another, the oldest first, the pending ones included.</summary>
    /// <param name="after"><see langword="null"/> for from the beginning.</param>
    public async Task<IReadOnlyList<UnconvertedRow>> FindAsync(
        IEnumerable<string> currencies, Position? after, Position upTo, int limit, CancellationToken cancellationToken)
    {
        var sql = SqlOf(currencies, after is not null);
        var parameters = new
        {
            afterCommit = (long?)after?.Commit,
            afterPrepare = (long?)after?.Prepare,
            commit = (long)upTo.Commit,
            prepare = (long)upTo.Prepare,
            limit,
        };
        await using var connection = await store.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<UnconvertedRow>(new(sql, parameters, cancellationToken: cancellationToken))];
    }

    internal string SqlOf(IEnumerable<string> currencies, bool isAfter) =>
        $"""
        SELECT t.id AS Id, t.account_id AS AccountId, t.status AS Status, t.currency AS Currency, t.amount AS Amount,
            t.effective_at AS EffectiveAt, t.commit_position AS CommitPosition, t.prepare_position AS PreparePosition,
            o.effective_at AS OfEffectiveAt, o.conversion_currency AS OfCurrency, o.conversion_amount AS OfAmount,
            o.conversion_rate AS OfRate, o.conversion_date AS OfDate, o.conversion_source AS OfSource
        FROM (SELECT * FROM transactions WHERE {ConditionOf(reporting)}) AS t
            LEFT JOIN transactions AS o ON o.id = COALESCE(t.reversal_of, t.transfer_id)
        WHERE t.currency IN ({CodesOf(currencies)})
            {(isAfter ? "AND (t.commit_position, t.prepare_position) > (@afterCommit, @afterPrepare)" : string.Empty)}
            AND (t.commit_position, t.prepare_position) <= (@commit, @prepare)
        ORDER BY t.commit_position, t.prepare_position LIMIT @limit
        """;

    /// <summary>As text, since both stores take lists as parameters in ways of their own; only real codes get there.</summary>
    private static string CodesOf(IEnumerable<string> currencies) =>
        string.Join(", ", currencies.Select(code => $"'{Currency.Parse(code).Code}'"));

    private sealed record Place(long CommitPosition, long PreparePosition);
}
