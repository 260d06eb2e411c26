using System.Data.Common;
using Dapper;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Transactions;

namespace Ledger.Projections.Analytics;

/// <summary>What counts on one day in one currency; amounts in minor units, sums in billions of them and the rest.</summary>
public sealed record DayFigures
{
    /// <summary>Days since 1970-01-01, in the zone that was asked for.</summary>
    public long Day { get; init; }

    public required string Currency { get; init; }

    /// <summary>1 where the currency is what the amounts were converted to, 0 where it is their own.</summary>
    public long IsConverted { get; init; }

    public long Count { get; init; }

    public long InBillions { get; init; }

    public long InRest { get; init; }

    public long OutBillions { get; init; }

    public long OutRest { get; init; }

    public long Largest { get; init; }

    public Int128 In => ((Int128)InBillions * Figures.Billion) + InRest;

    public Int128 Out => ((Int128)OutBillions * Figures.Billion) + OutRest;
}

/// <summary>
/// Figures of accounts by effective date, from <c>transaction_slots</c>: what counts is what moved money and was not taken back, and not
/// what takes something back.
/// </summary>
public sealed class AnalyticsQueries(IReadModelStore store)
{
    private const string OfAccount = "SELECT CAST(@who AS TEXT) AS id";
    private const string OfOwner = "SELECT id FROM accounts WHERE owner_id = @who";
    private const string Counts = $"t.status = '{TransactionWords.Posted}' AND t.{Figures.NoReversal}";

    /// <summary>Of one account, day by day.</summary>
    /// <param name="from">In microseconds since 1970, inclusive; <see langword="null"/> for from the beginning.</param>
    /// <param name="to">Likewise, exclusive.</param>
    /// <param name="zone">Whose days.</param>
    public Task<IReadOnlyList<DayFigures>> OfAccountAsync(string accountId, long? from, long? to, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        FindAsync(OfAccount, accountId, from, to, zone, cancellationToken);

    /// <summary>Of all accounts of an owner together.</summary>
    /// <inheritdoc cref="OfAccountAsync"/>
    public Task<IReadOnlyList<DayFigures>> OfOwnerAsync(string ownerId, long? from, long? to, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        FindAsync(OfOwner, ownerId, from, to, zone, cancellationToken);

    public async Task<bool> HasAccountsAsync(string ownerId, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(new("SELECT 1 FROM accounts WHERE owner_id = @ownerId LIMIT 1", new { ownerId }, cancellationToken: cancellationToken)) is not null;
    }

    private async Task<IReadOnlyList<DayFigures>> FindAsync(
        string accounts, string who, long? from, long? to, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        // Two questions, and both are to see the same.
        await using var snapshot = await store.OpenSnapshotAsync(cancellationToken);
        var bounds = await snapshot.Connection.QuerySingleAsync<(long? First, long? Last)>(new(
            $"""
             SELECT min((SELECT min(slot) FROM transaction_slots AS s WHERE s.account_id = a.id)),
                    max((SELECT max(slot) FROM transaction_slots AS s WHERE s.account_id = a.id)) FROM ({accounts}) AS a
             """,
            new { who },
            cancellationToken: cancellationToken));
        if (bounds is not ({ } first, { } last))
        {
            return [];
        }

        var begin = Math.Max(first * QuarterHours.Length, from ?? long.MinValue);
        var end = Math.Min((last + 1) * QuarterHours.Length, to ?? long.MaxValue);
        return begin < end ? await AddUpAsync(snapshot.Connection, accounts, who, AnalyticsParts.Of(zone, begin, end), cancellationToken) : [];
    }

    private static async Task<IReadOnlyList<DayFigures>> AddUpAsync(
        DbConnection connection, string accounts, string who, AnalyticsParts parts, CancellationToken cancellationToken)
    {
        var rows = string.Join(" UNION ALL ", new[]
        {
            Slots(parts, accounts),
            Rest(parts, accounts, "t.currency", "t.amount", 0),
            Rest(parts, accounts, "t.conversion_currency", "t.conversion_amount", 1),
        }.OfType<string>());
        var found = await connection.QueryAsync<DayFigures>(new(
            $"""
             SELECT day AS Day, currency AS Currency, is_converted AS IsConverted, CAST(sum(count) AS BIGINT) AS Count,
                CAST(sum(in_billions) AS BIGINT) AS InBillions, CAST(sum(in_rest) AS BIGINT) AS InRest,
                CAST(sum(out_billions) AS BIGINT) AS OutBillions, CAST(sum(out_rest) AS BIGINT) AS OutRest, max(largest) AS Largest
             FROM ({rows}) AS f GROUP BY day, currency, is_converted HAVING sum(count) > 0 ORDER BY day, currency, is_converted
             """,
            new { who },
            cancellationToken: cancellationToken));
        return found.AsList();
    }

    private static string? Slots(AnalyticsParts parts, string accounts) => parts.Slots is null ? null :
        $"""
         SELECT {QuarterHours.SqlOfDay("s.slot + p.shift")} AS day, s.currency AS currency, s.is_converted AS is_converted, s.count AS count,
            s.in_billions AS in_billions, s.in_rest AS in_rest, s.out_billions AS out_billions, s.out_rest AS out_rest,
            CASE WHEN s.reversed = 0 THEN s.largest WHEN s.count = 0 THEN 0
                WHEN s.is_converted = 0 THEN (SELECT max(t.amount) FROM transactions AS t WHERE {InSlot} AND t.currency = s.currency)
                ELSE (SELECT max(t.conversion_amount) FROM transactions AS t WHERE {InSlot} AND t.conversion_currency = s.currency) END AS largest
         FROM ({accounts}) AS a CROSS JOIN (SELECT column1 AS lo, column2 AS hi, column3 AS shift FROM (VALUES {parts.Slots}) AS v) AS p
            CROSS JOIN transaction_slots AS s
         WHERE s.account_id = a.id AND s.slot >= p.lo AND s.slot < p.hi
         """;

    private static readonly string InSlot =
        $"t.account_id = s.account_id AND t.effective_at >= s.slot * {QuarterHours.Length} AND t.effective_at < (s.slot + 1) * {QuarterHours.Length} AND {Counts}";

    private static string? Rest(AnalyticsParts parts, string accounts, string currency, string amount, int isConverted) => parts.Rests is null ? null :
        $"""
         SELECT {QuarterHours.SqlOfDayAt("t.effective_at + p.shift")} AS day, {currency} AS currency, CAST({isConverted} AS BIGINT) AS is_converted, CAST(1 AS BIGINT) AS count,
            CASE WHEN t.{Figures.IsIn} THEN {amount} / {Figures.Billion} ELSE 0 END AS in_billions,
            CASE WHEN t.{Figures.IsIn} THEN {amount} % {Figures.Billion} ELSE 0 END AS in_rest,
            CASE WHEN t.{Figures.IsIn} THEN 0 ELSE {amount} / {Figures.Billion} END AS out_billions,
            CASE WHEN t.{Figures.IsIn} THEN 0 ELSE {amount} % {Figures.Billion} END AS out_rest,
            {amount} AS largest
         FROM ({accounts}) AS a CROSS JOIN (SELECT column1 AS lo, column2 AS hi, column3 AS shift FROM (VALUES {parts.Rests}) AS v) AS p
            CROSS JOIN transactions AS t
         WHERE t.account_id = a.id AND t.effective_at >= p.lo AND t.effective_at < p.hi AND {Counts} AND {currency} IS NOT NULL
         """;
}
