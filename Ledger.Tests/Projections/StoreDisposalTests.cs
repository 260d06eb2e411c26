using Dapper;
using Ledger.EventStore.Embedded;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sqlite;
using Ledger.Tests.Projections.ReadModels;
using Ledger.Tests.Support.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Projections;

/// <summary>A container that knows a store under two types disposes of it twice.</summary>
public sealed class StoreDisposalTests
{
    [Fact]
    public void Read_models_can_be_disposed_of_twice()
    {
        using var directory = new ScratchDirectory();
        var store = SqliteReadModelStore.Open(directory.Path);
        store.Dispose();
        store.Invoking(s => s.Dispose()).Should().NotThrow();
    }

    [Fact]
    public async Task Read_models_are_closed_also_while_somebody_reads()
    {
        using var directory = new ScratchDirectory();
        var store = SqliteReadModelStore.Open(directory.Path);
        await store.PrepareAsync(new("p", 1, [new TableSchema("t", "id").WithKey("id")]), CancellationToken.None);
        await using var reading = await store.OpenAsync(CancellationToken.None);
        await using var transaction = await reading.BeginTransactionAsync(CancellationToken.None);
        await reading.ExecuteScalarAsync("SELECT count(*) FROM t");
        await store.PrepareAsync(new("q", 1, [new TableSchema("u", "id").WithKey("id")]), CancellationToken.None);

        store.Invoking(s => s.Dispose()).Should().NotThrow();
    }

    [Fact]
    public async Task Read_models_of_before_there_was_a_progress_are_kept_and_get_one()
    {
        using var directory = new ScratchDirectory();
        using (var before = SqliteReadModelStore.Open(directory.Path))
        {
            await before.PrepareAsync();
            await before.UpsertAsync(0, 5, Things.Of("a"));
            before.Database.Execute("PRAGMA user_version = 2");
            before.Database.Execute("CREATE TABLE older AS SELECT * FROM projection_generations; ALTER TABLE older DROP COLUMN progress");
            before.Database.Execute("DROP TABLE projection_generations; ALTER TABLE older RENAME TO projection_generations");
        }

        using var after = SqliteReadModelStore.Open(directory.Path);
        (await after.RowsAsync()).Should().ContainSingle();
        (await after.UpsertAsync(5, 6, Things.Of("b"))).Should().BeTrue();
    }

    [Fact]
    public void An_embedded_store_can_be_disposed_of_twice()
    {
        using var directory = new ScratchDirectory();
        var store = EmbeddedEventStore.Open(directory.Path, NullLogger.Instance);
        store.Dispose();
        store.Invoking(s => s.Dispose()).Should().NotThrow();
    }
}
