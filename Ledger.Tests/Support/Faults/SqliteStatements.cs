using Ledger.EventStore.Sqlite;
using SQLitePCL;

namespace Ledger.Tests.Support.Faults;

/// <summary>
/// Watches each statement of a connection, as SQLite itself says it (https://www.sqlite.org/c3ref/profile.html; what is
/// told before one is after the one before), and can interrupt one.
/// </summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly sqlite3 _handle;

    public SqliteStatements(SqliteDatabase database)
    {
        _handle = database.Handle;
        raw.sqlite3_trace(
            _handle,
            (strdelegate_trace)((_, _) =>
            {
                Begun++;
                Before?.Invoke();
                if (Begun == InterruptedAt)
                {
                    raw.sqlite3_interrupt(_handle);
                }
            }),
            null);
    }

    /// <summary>How many were begun.</summary>
    public int Begun { get; private set; }

    /// <summary>The number of the statement that fails; zero for none.</summary>
    public int InterruptedAt { get; set; }

    /// <summary>Is called before each.</summary>
    public Action? Before { get; set; }

    public void Dispose() => raw.sqlite3_trace(_handle, (strdelegate_trace?)null, null);
}
