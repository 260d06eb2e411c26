using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Accounts;

/// <summary>A row of <c>accounts</c>: amounts in minor units, times in microseconds since 1970.</summary>
public sealed record AccountRow
{
    // Members and no constructor: SQLite says of an empty result nothing of the types of what is computed.
    public required string Id { get; init; }

    public string? OwnerId { get; init; }

    public required string Currency { get; init; }

    public required string Status { get; init; }

    public long OverdraftLimit { get; init; }

    public long OpenedAt { get; init; }

    public long CommitPosition { get; init; }

    public long PreparePosition { get; init; }

    public long Balance { get; init; }

    public long Held { get; init; }

    public long Revision { get; init; }

    public required string Chain { get; init; }

    public long LastActivityAt { get; init; }

    /// <summary>Where the account was opened: its place in lists.</summary>
    public Position Position => new((ulong)CommitPosition, (ulong)PreparePosition);
}

public sealed record AccountFilter(string? OwnerId, string? Currency, string? Status);

/// <summary>Questions to <c>accounts</c>.</summary>
public sealed class AccountQueries(IReadModelStore store, TimeProvider time)
{
    // Holds that have expired are left out, whether or not that is recorded yet; in one statement, so that both tables are of one moment.
    private const string HeldNow =
        "CAST(CASE WHEN held = 0 THEN 0 ELSE held - coalesce((SELECT sum(amount) FROM holds "
        + $"WHERE account_id = accounts.id AND status = '{HoldWords.Open}' AND expires_at <= @now), 0) END AS BIGINT)";

    private const string Columns =
        "id AS Id, owner_id AS OwnerId, currency AS Currency, status AS Status, overdraft_limit AS OverdraftLimit, opened_at AS OpenedAt, "
        + "commit_position AS CommitPosition, prepare_position AS PreparePosition, balance AS Balance, " + HeldNow + " AS Held, revision AS Revision, "
        + "chain AS Chain, last_activity_at AS LastActivityAt";

    public async Task<AccountRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<AccountRow>($"SELECT {Columns} FROM accounts WHERE id = @id", new { id, now = Now() });
    }

    /// <summary>Accounts, the newest first.</summary>
    /// <param name="before">Only those that were opened before this position.</param>
    public async Task<IReadOnlyList<AccountRow>> ListAsync(
        AccountFilter filter, Position? before, int limit, CancellationToken cancellationToken)
    {
        var where = new WhereClause()
            .And(filter.OwnerId, "owner_id = @OwnerId")
            .And(filter.Currency, "currency = @Currency")
            .And(filter.Status, "status = @Status")
            .And(before, WhereClause.Before);
        await using var connection = await store.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<AccountRow>(
            $"SELECT {Columns} FROM accounts {where} {WhereClause.NewestFirst}",
            new { filter.OwnerId, filter.Currency, filter.Status, commit = (long?)before?.Commit, prepare = (long?)before?.Prepare, limit, now = Now() })];
    }

    private long Now() => Microseconds.Of(time.GetUtcNow());
}
