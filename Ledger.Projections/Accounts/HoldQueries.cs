using Dapper;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Accounts;

/// <summary>A row of <c>holds</c>: amounts in minor units, times in microseconds since 1970.</summary>
public sealed record HoldRow(
    string Id,
    string AccountId,
    string Status,
    string Currency,
    long Amount,
    long? ExpiresAt,
    long? CapturedAmount,
    string? TransactionId,
    string? Description)
{
    /// <summary>One that has expired is so at once, also where nobody has recorded it yet.</summary>
    public string StatusAt(long now) => Status == HoldWords.Open && ExpiresAt <= now ? HoldWords.Expired : Status;
}

/// <summary>How a hold stands, in the words of the API.</summary>
public static class HoldWords
{
    public const string Open = "open";
    public const string Captured = "captured";
    public const string Released = "released";
    public const string Expired = "expired";
}

/// <summary>Questions to <c>holds</c>.</summary>
public sealed class HoldQueries(IReadModelStore store)
{
    public async Task<HoldRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<HoldRow>(
            "SELECT id AS Id, account_id AS AccountId, status AS Status, currency AS Currency, amount AS Amount, expires_at AS ExpiresAt, "
            + "captured_amount AS CapturedAmount, transaction_id AS TransactionId, description AS Description FROM holds WHERE id = @id",
            new { id = id.ToString() });
    }

    /// <summary>Accounts with holds that have expired and are not recorded as such, the longest due first.</summary>
    /// <param name="now">In microseconds since 1970.</param>
    public async Task<IReadOnlyList<string>> DueAccountsAsync(long now, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return [.. (await connection.QueryAsync<string>(
            $"SELECT account_id FROM holds WHERE status = '{HoldWords.Open}' AND expires_at <= @now ORDER BY expires_at LIMIT @limit", new { now, limit }))
            .Distinct(StringComparer.Ordinal)];
    }
}
