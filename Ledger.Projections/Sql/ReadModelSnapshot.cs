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
    private readonly Func<string, CancellationToken, Task<IRowCursor>> _ask;

    private ReadModelSnapshot(
        DbConnection connection, DbTransaction transaction, Dictionary<string, Position> positions, Func<string, CancellationToken, Task<IRowCursor>> ask) =>
        (Connection, _transaction, _positions, _ask) = (connection, transaction, positions, ask);

    public DbConnection Connection { get; }

    /// <summary>Takes over a connection and its transaction, also where it throws.</summary>
    /// <param name="ask">Opens a cursor on the connection.</param>
    public static async Task<ReadModelSnapshot> BeginAsync(
        DbConnection connection, DbTransaction transaction, Func<string, CancellationToken, Task<IRowCursor>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await connection.QueryAsync<(string Name, long Commit, long Prepare)>(new(
                "SELECT projection, commit_position, prepare_position FROM projection_generations WHERE state = 'live'",
                transaction: transaction,
                cancellationToken: cancellationToken));
            return new(
                connection,
                transaction,
                rows.ToDictionary(row => row.Name, row => new Position((ulong)row.Commit, (ulong)row.Prepare), StringComparer.Ordinal),
                ask);
        }
        catch
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<IRowCursor> OpenCursorAsync(string sql, CancellationToken cancellationToken) => _ask(sql, cancellationToken);

    public Position? PositionOf(string projection) => _positions.TryGetValue(projection, out var position) ? position : null;

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
