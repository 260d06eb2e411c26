using System.Runtime.InteropServices;
using Ledger.EventStore.Sqlite;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.EventStore.Embedded;

public sealed class SqlitePausesTests : IDisposable
{
    private readonly ScratchDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_pause_is_as_long_as_SQLite_asks_for()
    {
        using var database = SqliteDatabase.Open(_directory["pauses.db"], SqliteAccess.Writer);
        // What it answers is how long it believes to have paused, in milliseconds: the build's own says 1,000.
        var sleep = NativeLibrary.GetExport(NativeLibrary.Load("e_sqlite3", typeof(SqliteDatabase).Assembly, null), "sqlite3_sleep");
        Marshal.GetDelegateForFunctionPointer<Sleep>(sleep)(2).Should().Be(2);
    }

    private delegate int Sleep(int milliseconds);
}
