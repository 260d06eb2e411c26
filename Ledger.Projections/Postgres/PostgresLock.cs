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
        _watching = Task.Run(WatchAsync);
    }

    public CancellationToken Lost => _lost.Token;

    /// <returns>The lock, and the number of this turn; <see langword="null"/> where another has it.</returns>
    public static async Task<(PostgresLock Lock, long Epoch)?> TryTakeAsync(NpgsqlDataSource source, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            if (await connection.ExecuteScalarAsync<bool>(new($"SELECT pg_try_advisory_lock({PostgresSchema.LeadKey})", cancellationToken: cancellationToken)))
            {
                // Waits for a commit of the one before that is under way; the next finds another number, and writes nothing.
                var epoch = await connection.ExecuteScalarAsync<long>(
                    new("UPDATE projector SET epoch = epoch + 1 RETURNING epoch", cancellationToken: cancellationToken));
                return (new(connection, time), epoch);
            }
        }
        catch
        {
            await ReleaseAsync(connection);
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _watching;
        await ReleaseAsync(_connection);
        _ended.Dispose();
        _lost.Dispose();
    }

    private static async Task ReleaseAsync(NpgsqlConnection connection)
    {
        // Closed for good, and not given back to the pool with the lock still held.
        NpgsqlConnection.ClearPool(connection);
        await connection.DisposeAsync();
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
