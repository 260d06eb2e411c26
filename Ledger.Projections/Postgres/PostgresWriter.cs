using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>Commits checkpoints and rows: the rows of a commit travel in one round trip, whatever their number.</summary>
internal sealed class PostgresWriter(NpgsqlDataSource source)
{
    /// <summary>The number of this process's turn as leader; <see langword="null"/> before the first.</summary>
    public long? Epoch { get; set; }

    /// <summary>Runs work in a transaction, under the lock of those who make and remove tables.</summary>
    public async Task<T> ChangeAsync<T>(Func<NpgsqlConnection, PostgresBookkeeping, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await PostgresSchema.LockAsync(connection, transaction, cancellationToken);
        var result = await work(connection, new(connection, transaction, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Runs a question in a transaction.</summary>
    public async Task<T> AskAsync<T>(Func<PostgresBookkeeping, Task<T>> question, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await question(new(connection, transaction, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Moves the checkpoint of the generations that are written together, or of one that is being built, and writes its rows.</summary>
    public async Task<bool> CommitAsync(
        ProjectionSchema schema,
        int? building,
        Position from,
        ProjectionCheckpoint to,
        long events,
        Action<IReadModelTransaction> write,
        CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // First the checkpoints, which nobody else can move from here to the end of the transaction: so the generations that were moved are
        // those that are there, and their tables with them.
        var moved = new List<int>();
        await using (var move = new NpgsqlBatch(connection, transaction) { Timeout = 0 })
        {
            move.BatchCommands.Add(PostgresBookkeeping.Move(schema, building, from, to, events, Epoch));
            await using var reader = await move.ExecuteReaderAsync(cancellationToken);
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
}
