using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>A transaction as one meets it who goes through all of them in order; times in microseconds since 1970.</summary>
public sealed record WalkedTransaction
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    public string? Description { get; init; }

    public string? Reference { get; init; }

    public long RecordedAt { get; init; }

    public long CommitPosition { get; init; }

    public long PreparePosition { get; init; }

    /// <summary>Its place, which never changes: that of its first event.</summary>
    public Position Position => new((ulong)CommitPosition, (ulong)PreparePosition);
}

/// <summary>Goes through <c>transactions</c> in the order of the log, page by page.</summary>
public sealed class TransactionWalk(IReadModelStore store)
{
    private const string Select =
        """
        SELECT id AS Id, account_id AS AccountId, type AS Type, status AS Status, description AS Description, reference AS Reference,
            recorded_at AS RecordedAt, commit_position AS CommitPosition, prepare_position AS PreparePosition
        FROM transactions
        """;

    /// <param name="after"><see langword="null"/> for from the beginning.</param>
    public async Task<IReadOnlyList<WalkedTransaction>> NextAsync(Position? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<WalkedTransaction>(new(
            $"""
            {Select} {(after is null ? string.Empty : "WHERE (commit_position, prepare_position) > (@commit, @prepare)")}
            ORDER BY commit_position, prepare_position LIMIT @limit
            """,
            new { commit = (long?)after?.Commit, prepare = (long?)after?.Prepare, limit },
            cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Those of some ids, in no order; of what is not there, nothing.</summary>
    public async Task<IReadOnlyList<WalkedTransaction>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var parameters = new DynamicParameters();
        foreach (var (i, id) in ids.Index())
        {
            parameters.Add($"id{i}", id);
        }

        await using var connection = await store.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<WalkedTransaction>(new(
            $"{Select} WHERE id IN ({string.Join(", ", ids.Select((_, i) => $"@id{i}"))})", parameters, cancellationToken: cancellationToken))).AsList();
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new("SELECT COUNT(*) FROM transactions", cancellationToken: cancellationToken));
    }
}
