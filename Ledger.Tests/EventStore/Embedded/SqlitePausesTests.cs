using System.Runtime.InteropServices;
using Dapper;
using Ledger.EventStore.Sqlite;
using Ledger.Tests.Support.Faults;
using Microsoft.Data.Sqlite;

namespace Ledger.Tests.EventStore.Embedded;

public sealed class SqlitePausesTests : IDisposable
{
    private readonly ScratchDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_pause_is_as_long_as_SQLite_means_it_on_every_connection()
    {
        using var database = SqliteDatabase.Open(_directory["pauses.db"], SqliteAccess.Writer);
        await using var other = new SqliteConnection($"Data Source={_directory["pauses.db"]}");

        (await other.ExecuteScalarAsync<long>("SELECT 1")).Should().Be(1);
        // What it answers is how long it believes to have paused, in milliseconds: the build's own says 1,000.
        var sleep = NativeLibrary.GetExport(NativeLibrary.Load("e_sqlite3", typeof(SqliteDatabase).Assembly, null), "sqlite3_sleep");
        Marshal.GetDelegateForFunctionPointer<Sleep>(sleep)(2).Should().Be(2);
    }

    private delegate int Sleep(int milliseconds);
}
