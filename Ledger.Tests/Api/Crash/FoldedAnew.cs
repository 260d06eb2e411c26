using Dapper;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;
using Ledger.Projections.Engine;
using Ledger.Projections.Sqlite;
using Ledger.Tests.Projections;
using Ledger.Tests.Support.Faults;
using Ledger.Tests.Support.Service;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Api.Crash;

/// <summary>The tables of a stopped ledger, beside those that its events lead to at one go.</summary>
internal static class FoldedAnew
{
    public static async Task ShouldBeTheTablesOfAsync(LedgerStores stores)
    {
        var expected = await FoldAsync(stores);
        await using var connection = stores.ConnectToReadModels();
        await connection.OpenAsync();
        (await ProjectionLab.DumpAsync(connection)).Split('\n').Should().Equal(expected.Split('\n'));

        // What goes along with a live generation is as good.
        foreach (var (projection, generation) in await connection.QueryAsync<(string, long)>(
            "SELECT projection, generation FROM projection_generations WHERE state = 'previous'"))
        {
            foreach (var table in ProjectionLab.Projections().Single(known => known.Schema.Name == projection).Schema.Tables)
            {
                (await connection.ExecuteScalarAsync<long>(
                    $"""
                    SELECT (SELECT count(*) FROM (SELECT * FROM {table.Name} EXCEPT SELECT * FROM {table.Name}_g{generation}) AS a)
                         + (SELECT count(*) FROM (SELECT * FROM {table.Name}_g{generation} EXCEPT SELECT * FROM {table.Name}) AS b)
                    """)).Should().Be(0, $"{table.Name}_g{generation} goes along");
            }
        }
    }

    private static async Task<string> FoldAsync(LedgerStores stores)
    {
        await using var log = stores.OpenEvents();
        var events = await log.Events.ReadAllAsync(Position.Start, LedgerStreams.All, CancellationToken.None)
            .Select(e => new StoredEvent(e, EventSerializer.Default)).ToListAsync();
        using var directory = new ScratchDirectory();
        using var store = SqliteReadModelStore.Open(directory.Path);
        foreach (var projection in ProjectionLab.Projections())
        {
            var runner = new ProjectionRunner(projection, store, ProjectionLab.LedgerId, TimeProvider.System, NullLogger.Instance);
            await runner.StartAsync(log.Events, CancellationToken.None);
            await runner.ApplyAsync(events);
        }

        return await ProjectionLab.DumpAsync(store);
    }
}
