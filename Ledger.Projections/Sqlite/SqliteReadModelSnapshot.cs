using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Microsoft.Data.Sqlite;

namespace Ledger.Projections.Sqlite;

/// <summary>A deferred read transaction. Until it ends, the WAL keeps what it may still ask for.</summary>
internal sealed class SqliteReadModelSnapshot : IReadModelSnapshot
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly Dictionary<string, Position> _positions;

    private SqliteReadModelSnapshot(SqliteConnection connection, SqliteTransaction transaction, Dictionary<string, Position> positions) =>
        (_connection, _transaction, _positions) = (connection, transaction, positions);

    public DbConnection Connection => _connection;

    /// <summary>Takes over a connection; where it throws, the caller keeps it.</summary>
    [SuppressMessage("Performance", "CA1849:Call async methods when in an async method", Justification = "There is no other that defers, and it waits for nobody.")]
    public static async Task<SqliteReadModelSnapshot> BeginAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var transaction = connection.BeginTransaction(deferred: true);
        // The first question takes the snapshot.
        return new(connection, transaction, await ReadPositionsAsync(connection, cancellationToken));
    }

    public Position? PositionOf(string projection) => _positions.TryGetValue(projection, out var position) ? position : null;

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<Dictionary<string, Position>> ReadPositionsAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var positions = new Dictionary<string, Position>(StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, commit_position, prepare_position FROM projections";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            positions.Add(reader.GetString(0), new((ulong)reader.GetInt64(1), (ulong)reader.GetInt64(2)));
        }

        return positions;
    }
}
