using SQLitePCL;

namespace Ledger.EventStore.Sqlite;

/// <summary>SQLite refused something.</summary>
/// <param name="code">The extended result code, as in https://www.sqlite.org/rescode.html.</param>
/// <param name="message">SQLite's own words.</param>
public sealed class SqliteException(int code, string message) : Exception($"SQLite {code}: {message}")
{
    public int ExtendedCode { get; } = code;

    public int Code => ExtendedCode & 0xFF;

    /// <summary>The disk is full, or may not be written: of what was to be written nothing is there, not even after a crash.</summary>
    public bool IsDefinitelyNotWritten => Code is raw.SQLITE_FULL or raw.SQLITE_READONLY or raw.SQLITE_BUSY or raw.SQLITE_CANTOPEN;

    internal static SqliteException Of(sqlite3 database) =>
        new(raw.sqlite3_extended_errcode(database), raw.sqlite3_errmsg(database).utf8_to_string());

    internal static void ThrowIfFailed(int code, sqlite3 database)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Of(database);
        }
    }
}
