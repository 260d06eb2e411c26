using SQLitePCL;

namespace Ledger.EventStore.Sqlite;

/// <summary>
/// A prepared statement, used again and again by one thread at a time. Parameters and columns are UTF-8 and 64-bit integers as SQLite
/// holds them, without the conversions of ADO.NET.
/// </summary>
public sealed class SqliteStatement : IDisposable
{
    private const int NoColumn = -1;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly nint _row;
    // The value that was asked for last, of the row that the statement stands at.
    private int _column = NoColumn;
    private nint _value;

    internal SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowIfFailed(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
        _row = _statement.DangerousGetHandle();
    }

    /// <summary>Prepares a statement on a connection that another library has opened.</summary>
    public static SqliteStatement On(sqlite3 database, string sql) => new(database, sql);

    /// <summary>Binds a parameter, counted from one.</summary>
    public void Bind(int index, long value) => Check(raw.sqlite3_bind_int64(_statement, index, value));

    public void Bind(int index, long? value)
    {
        if (value is { } number)
        {
            Bind(index, number);
        }
        else
        {
            BindNull(index);
        }
    }

    /// <summary>Binds text that is UTF-8 already.</summary>
    public void BindUtf8(int index, ReadOnlySpan<byte> value) =>
        // An empty span has no address, which SQLite would take for NULL.
        Check(value.IsEmpty ? raw.sqlite3_bind_text(_statement, index, string.Empty) : raw.sqlite3_bind_text(_statement, index, value));

    public void BindBlob(int index, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(_statement, index, value));

    public void Bind(int index, string? value)
    {
        if (value is null)
        {
            BindNull(index);
            return;
        }

        // Long enough for a name, an id or a short text without an allocation.
        Span<byte> buffer = stackalloc byte[512];
        if (System.Text.Encoding.UTF8.TryGetBytes(value, buffer, out var length))
        {
            BindUtf8(index, buffer[..length]);
        }
        else
        {
            BindUtf8(index, System.Text.Encoding.UTF8.GetBytes(value));
        }
    }

    public void BindNull(int index) => Check(raw.sqlite3_bind_null(_statement, index));

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        _column = NoColumn;
        return raw.sqlite3_step(_statement) switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw SqliteException.Of(_database),
        };
    }

    /// <summary>Runs a statement that answers no rows, and makes it ready for the next time.</summary>
    public void Execute()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Makes the statement ready for the next time. What failed was thrown by <see cref="Step"/> already.</summary>
    public void Reset()
    {
        _column = NoColumn;
        _ = raw.sqlite3_reset(_statement);
    }

    /// <summary>Reads a column, counted from zero.</summary>
    public long GetInt64(int column) => SqliteColumns.Int64(ValueOf(column));

    public SqliteKind KindOf(int column) => (SqliteKind)SqliteColumns.Type(ValueOf(column));

    public bool IsNull(int column) => KindOf(column) == SqliteKind.Null;

    /// <summary>The bytes of a text or blob; they are valid until the next step.</summary>
    public ReadOnlySpan<byte> GetBytes(int column) => SqliteColumns.Bytes(ValueOf(column));

    public string GetString(int column) => System.Text.Encoding.UTF8.GetString(GetBytes(column));

    public void Dispose() => _statement.Dispose();

    private nint ValueOf(int column)
    {
        if (_column != column)
        {
            (_value, _column) = (SqliteColumns.Value(_row, column), column);
        }

        return _value;
    }

    private void Check(int code) => SqliteException.ThrowIfFailed(code, _database);
}
