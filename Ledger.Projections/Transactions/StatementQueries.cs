using System.Runtime.CompilerServices;
using Dapper;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>By which of its times a transaction counts.</summary>
public enum StatementBasis
{
    /// <summary>When it was recorded.</summary>
    Recorded,

    /// <summary>When it is said to have been.</summary>
    Effective,
}

/// <summary>What a statement says before its lines: sums in minor units.</summary>
/// <param name="UpTo">The last revision that is in it: what is recorded while it is read is not.</param>
public sealed record StatementHead(long UpTo, long Opening, Int128 TotalIn, Int128 TotalOut);

/// <summary>A transaction in a statement.</summary>
public sealed record StatementLine
{
    // Members and no constructor: SQLite says of an empty result nothing of the types of what is computed.
    public required string TransactionId { get; init; }

    public required string Type { get; init; }

    public string? Description { get; init; }

    public string? Reference { get; init; }

    /// <summary>In microseconds since 1970, by the basis of the statement.</summary>
    public long At { get; init; }

    /// <summary>In minor units; less than zero for a debit.</summary>
    public long Amount { get; init; }

    public long Revision { get; init; }
}

/// <summary>Statements and balances by either time, at a cost that does not grow with what lies before them.</summary>
public sealed class StatementQueries(IReadModelStore store)
{
    private const int Page = 1000;

    private const string Signed =
        $"CASE WHEN type IN ('{TransactionWords.Deposit}', '{TransactionWords.TransferIn}', '{TransactionWords.ReversalIn}') THEN amount ELSE -amount END";

    private const string Moved = $"status IN ('{TransactionWords.Posted}', '{TransactionWords.Reversed}')";

    // One statement, so that the days and the transactions of the last of them are of one moment.
    private const string EffectiveBefore =
        "coalesce((SELECT CAST(sum(net) AS BIGINT) FROM daily_nets WHERE account_id = @account AND day < @day), 0) "
        + $"+ coalesce((SELECT CAST(sum({Signed}) AS BIGINT) FROM transactions WHERE account_id = @account AND effective_at >= @midnight AND effective_at < @before AND {Moved}), 0)";

    private const string RecordedBefore =
        $"coalesce((SELECT balance_after FROM transactions WHERE account_id = @account AND recorded_at < @before AND {Moved} ORDER BY recorded_at DESC, revision DESC LIMIT 1), 0)";

    /// <summary>The balance by effective date of everything that counts before a time, in minor units.</summary>
    /// <param name="before">In microseconds since 1970.</param>
    public async Task<long> EffectiveBalanceAsync(string accountId, long before, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>($"SELECT {EffectiveBefore}", Parameters(accountId, before, long.MaxValue, long.MaxValue));
    }

    /// <param name="from">In microseconds since 1970, inclusive.</param>
    /// <param name="to">In microseconds since 1970, exclusive.</param>
    public async Task<StatementHead> HeadAsync(string accountId, StatementBasis basis, long from, long to, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        var opening = basis == StatementBasis.Effective ? EffectiveBefore : RecordedBefore;
        var column = ColumnOf(basis);
        // Sums as text: they may be beyond 64 bits on one store, and are then an error on the other, which says so.
        var head = await connection.QuerySingleAsync<(long UpTo, long Opening, string TotalIn, string TotalOut)>(
            $"SELECT coalesce(max(revision), -1), {opening}, "
            + $"CAST(coalesce(sum(CASE WHEN {Signed} > 0 THEN amount ELSE 0 END), 0) AS TEXT), CAST(coalesce(sum(CASE WHEN {Signed} < 0 THEN amount ELSE 0 END), 0) AS TEXT) "
            + $"FROM transactions WHERE account_id = @account AND {column} >= @before AND {column} < @to AND {Moved}",
            Parameters(accountId, from, to, long.MaxValue));
        return new(head.UpTo, head.Opening, Int128.Parse(head.TotalIn, null), Int128.Parse(head.TotalOut, null));
    }

    /// <summary>The lines of a statement, the oldest first, page by page: no connection is kept while they are written.</summary>
    public async IAsyncEnumerable<StatementLine> LinesAsync(
        string accountId, StatementBasis basis, long from, long to, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var column = ColumnOf(basis);
        var (at, revision) = (from, -1L);
        while (true)
        {
            List<StatementLine> page;
            await using (var connection = await store.OpenAsync(cancellationToken))
            {
                page = [.. await connection.QueryAsync<StatementLine>(
                    $"SELECT id AS TransactionId, type AS Type, description AS Description, reference AS Reference, {column} AS At, {Signed} AS Amount, revision AS Revision "
                    + $"FROM transactions WHERE account_id = @account AND ({column}, revision) > (@at, @revision) AND {column} < @to AND revision <= @upTo AND {Moved} "
                    + $"ORDER BY {column}, revision LIMIT {Page}",
                    new { account = accountId, at, revision, to, upTo })];
            }

            foreach (var line in page)
            {
                (at, revision) = (line.At, line.Revision);
                yield return line;
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }

    private static string ColumnOf(StatementBasis basis) => basis == StatementBasis.Effective ? "effective_at" : "recorded_at";

    private static object Parameters(string account, long before, long to, long upTo)
    {
        const long Day = 86_400_000_000;
        // Just after the last time that there is, it is still the last day.
        var day = DailyNets.DayOf(Math.Min(before, Microseconds.Of(DateTimeOffset.MaxValue)));
        return new { account, before, to, upTo, day, midnight = before - (((before % Day) + Day) % Day) };
    }
}
