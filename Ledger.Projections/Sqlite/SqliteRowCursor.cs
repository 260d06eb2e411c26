using Ledger.EventStore.Sqlite;
using Ledger.Projections.ReadModels;
using Microsoft.Data.Sqlite;

namespace Ledger.Projections.Sqlite;

/// <summary>Rows as SQLite holds them, where any column may hold a value of any type, whatever its table says.</summary>
internal sealed class SqliteRowCursor(SqliteConnection connection, string sql) : IRowCursor
{
    private const int CancellationEvery = 1024;

    private readonly SqliteStatement _statement = SqliteStatement.On(
        connection.Handle ?? throw new InvalidOperationException("The connection is closed."), sql);

    private int _rows;

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_rows++ % CancellationEvery == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return ValueTask.FromResult(_statement.Step());
    }

    public ValueKind KindOf(int column) => _statement.KindOf(column) switch
    {
        SqliteKind.Null => ValueKind.Nothing,
        SqliteKind.Integer => ValueKind.Number,
        SqliteKind.Text => ValueKind.Text,
        _ => ValueKind.Foreign,
    };

    public long GetNumber(int column) => _statement.GetInt64(column);

    public ReadOnlySpan<byte> GetUtf8(int column) => _statement.GetBytes(column);

    public string GetForeign(int column) => $"{_statement.KindOf(column)} {_statement.GetString(column)}";

    public ValueTask DisposeAsync()
    {
        _statement.Dispose();
        return ValueTask.CompletedTask;
    }
}
