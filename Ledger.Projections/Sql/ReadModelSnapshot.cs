using System.Data.Common;
using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Sql;

/// <summary>A read transaction that sees one state of all tables, from its first question on.</summary>
internal sealed class ReadModelSnapshot : IReadModelSnapshot
{
    private readonly DbTransaction _transaction;
    private readonly Dictionary<string, Position> _positions;

    private ReadModelSnapshot(DbConnection connection, DbTransaction transaction, Dictionary<string, Position> positions) =>
        (Connection, _transaction, _positions) = (connection, transaction, positions);

    public DbConnection Connection { get; }

    /// <summary>Takes over a connection and its transaction, also where it throws.</summary>
    public static async Task<ReadModelSnapshot> BeginAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await connection.QueryAsync<(string Name, long Commit, long Prepare)>(new(
                "SELECT projection, commit_position, prepare_position FROM projection_generations WHERE state = 'live'",
                transaction: transaction,
                cancellationToken: cancellationToken));
            return new(connection, transaction, rows.ToDictionary(row => row.Name, row => new Position((ulong)row.Commit, (ulong)row.Prepare), StringComparer.Ordinal));
        }
        catch
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
            throw;
        }
    }

    public Position? PositionOf(string projection) => _positions.TryGetValue(projection, out var position) ? position : null;

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
