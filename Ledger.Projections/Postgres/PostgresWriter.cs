using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>Commits checkpoints and rows: the rows of a commit travel in one round trip, whatever their number.</summary>
internal sealed class PostgresWriter(NpgsqlDataSource source)
{
    /// <summary>The number of this process's turn as leader; zero before the first, and for every process of a ledger that knows no leader.</summary>
    public long Epoch { get; set; }

    /// <summary>Runs work in a transaction, under the lock of those who make and remove tables.</summary>
    public Task<T> ChangeAsync<T>(Func<PostgresBookkeeping, Task<T>> work, CancellationToken cancellationToken) =>
        InTransactionAsync(work, alone: true, cancellationToken);

    /// <summary>Runs work in a transaction, beside others.</summary>
    public Task<T> BesideOthersAsync<T>(Func<PostgresBookkeeping, Task<T>> work, CancellationToken cancellationToken) =>
        InTransactionAsync(work, alone: false, cancellationToken);

    /// <summary>Asks one question.</summary>
    public async Task<T> AskAsync<T>(Func<PostgresBookkeeping, Task<T>> question, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await question(new(connection, null, cancellationToken));
    }

    /// <summary>Moves the checkpoint of the generations that are written together, or of one that is being built, and writes its rows.</summary>
    public async Task<bool> CommitAsync(
        ProjectionSchema schema,
        int? building,
        Position from,
        ProjectionCheckpoint to,
        long events,
        string? progress,
        Action<IReadModelTransaction> write,
        CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // First the checkpoints, which nobody else can move from here to the end of the transaction: so the generations that were moved are
        // those that are there, and their tables with them. The row of the projection is shared in a statement before, since only what
        // begins after it is sure to see a generation that has just joined.
        var moved = new List<int>();
        await using (var move = new NpgsqlBatch(connection, transaction) { Timeout = 0 })
        {
            if (building is null)
            {
                move.BatchCommands.Add(PostgresBookkeeping.Share(schema));
            }

            move.BatchCommands.Add(PostgresBookkeeping.Move(schema, building, from, to, events, progress, Epoch));
            await using var reader = await move.ExecuteReaderAsync(cancellationToken);
            if (building is null)
            {
                await reader.NextResultAsync(cancellationToken);
            }

            while (await reader.ReadAsync(cancellationToken))
            {
                moved.Add((int)reader.GetInt64(0));
            }
        }

        if (moved.Count == 0)
        {
            return false;
        }

        var written = moved.ConvertAll(generation => new PostgresRows(generation));
        await using (var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 })
        {
            foreach (var rows in written)
            {
                write(rows);
                rows.AddTo(batch);
            }

            if (batch.BatchCommands.Count > 0)
            {
                await batch.ExecuteNonQueryAsync(cancellationToken);
                written.ForEach(rows => rows.ThrowIfMissing());
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<T> InTransactionAsync<T>(Func<PostgresBookkeeping, Task<T>> work, bool alone, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (alone)
        {
            await PostgresSchema.LockAsync(connection, transaction, cancellationToken);
        }

        var books = new PostgresBookkeeping(connection, transaction, cancellationToken);
        // A number that was given to a generation is not given again after a crash of the server, and what was switched stays so.
        await books.ExecuteAsync("SET LOCAL synchronous_commit = on");
        var result = await work(books);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
