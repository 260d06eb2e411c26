using System.Data.Common;
using Dapper;
using Ledger.Projections.Matching.Similar;

namespace Ledger.Projections.Transactions;

/// <summary>An index of the transactions of one generation of the read model, which follows the table: a transaction's place never changes.</summary>
internal sealed class FollowedTransactions(int? generation) : IDisposable
{
    private const int Together = 2_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private (long Commit, long Prepare) _at = (-1, -1);
    private long _seen;

    public int? Generation { get; } = generation;

    public SimilarIndex Index { get; } = new();

    /// <summary>How many rows of the table it has seen.</summary>
    public long Seen => Volatile.Read(ref _seen);

    /// <summary>Takes in what the table has and it has not.</summary>
    public async Task CatchUpAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (await TakeAsync(connection, cancellationToken) == Together)
            {
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Index.Dispose();
        _turn.Dispose();
    }

    /// <returns>How many there were.</returns>
    private async Task<int> TakeAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var rows = (await connection.QueryAsync<Row>(new(
            """
            SELECT id AS Id, description AS Description, reference AS Reference, commit_position AS CommitPosition, prepare_position AS PreparePosition
            FROM transactions WHERE (commit_position, prepare_position) > (@Commit, @Prepare)
            ORDER BY commit_position, prepare_position LIMIT @Together
            """,
            new { _at.Commit, _at.Prepare, Together },
            cancellationToken: cancellationToken))).AsList();
        if (rows.Count > 0)
        {
            Index.Add(rows.ConvertAll(row => new DescribedTransaction(Guid.Parse(row.Id), row.Description, row.Reference)));
            _at = (rows[^1].CommitPosition, rows[^1].PreparePosition);
            Volatile.Write(ref _seen, _seen + rows.Count);
        }

        return rows.Count;
    }

    private sealed record Row
    {
        public required string Id { get; init; }

        public string? Description { get; init; }

        public string? Reference { get; init; }

        public long CommitPosition { get; init; }

        public long PreparePosition { get; init; }
    }
}
