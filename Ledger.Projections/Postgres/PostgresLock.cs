using Dapper;
using Ledger.Projections.ReadModels;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>
/// The advisory lock of the one who writes, held by a connection of its own. PostgreSQL lets go of it when the connection ends, however it
/// ends; that is noticed by asking now and then.
/// </summary>
internal sealed class PostgresLock : IProjectorLock
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly NpgsqlConnection _connection;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _watching;

    private PostgresLock(NpgsqlConnection connection, TimeProvider time)
    {
        (_connection, _time) = (connection, time);
        Lost = _lost.Token;
        _watching = Task.Run(WatchAsync);
    }

    public CancellationToken Lost { get; }

    /// <returns>The lock, and the number of this turn; <see langword="null"/> where another has it.</returns>
    public static async Task<(PostgresLock Lock, long Epoch)?> TryTakeAsync(
        NpgsqlDataSource source, PostgresSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        // Those who do not lead ask again and again: only the one who is about to needs a connection of its own.
        if (!await IsFreeAsync(source, cancellationToken))
        {
            return null;
        }

        var connection = new NpgsqlConnection(settings.LockConnection);
        try
        {
            await connection.OpenAsync(cancellationToken);
            if (await connection.ExecuteScalarAsync<bool>(new($"SELECT pg_try_advisory_lock({PostgresSchema.LeadKey})", cancellationToken: cancellationToken)))
            {
                var epoch = await NextEpochAsync(connection, cancellationToken);
                return (new(connection, time), epoch);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _watching;
        await _connection.DisposeAsync();
        _ended.Dispose();
        _lost.Dispose();
    }

    /// <summary>Whether nobody has the lock; it is taken and let go in one statement.</summary>
    private static async Task<bool> IsFreeAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(
            new($"SELECT pg_try_advisory_xact_lock({PostgresSchema.LeadKey})", cancellationToken: cancellationToken));
    }

    /// <summary>Begins a turn of its own: a commit of an earlier one finds another number, and writes nothing.</summary>
    private static async Task<long> NextEpochAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Unlike rows, a number that was given must not be given again after a crash of the server.
        await connection.ExecuteAsync(new("SET LOCAL synchronous_commit = on", transaction: transaction, cancellationToken: cancellationToken));
        // Waits for a commit of the one before that is under way.
        var epoch = await connection.ExecuteScalarAsync<long>(
            new("UPDATE projector SET epoch = epoch + 1 RETURNING epoch", transaction: transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return epoch;
    }

    private async Task WatchAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            await Task.Delay(Interval, _time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await _connection.ExecuteScalarAsync<int>(new CommandDefinition("SELECT 1", commandTimeout: 5, cancellationToken: _ended.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
            {
                await _lost.CancelAsync();
                return;
            }
        }
    }
}
