using System.Data.Common;
using Ledger.Tests.Support.Postgres;
using Npgsql;

namespace Ledger.Tests.Support.Service;

/// <summary>Events in files, read models in PostgreSQL.</summary>
public sealed class PostgresStores : LedgerStores
{
    private readonly PostgresSetting _postgres = new();

    public override IReadOnlyList<(string Name, string Value)> Settings => [_postgres.Setting];

    public override Task<string?> FindAbsenceAsync() => PostgresSetting.FindAbsenceAsync();

    public override async ValueTask StartAsync() => await _postgres.StartAsync();

    public override OpenedEvents OpenEvents() => EmbeddedStores.OpenEvents(Directory);

    public override DbConnection ConnectToReadModels() => new NpgsqlConnection(_postgres.Setting.Value);

    public override string LockOfReadModels => PostgresSetting.Lock;

    public override void ShouldBeCleanlyClosed() => EmbeddedStores.ShouldBeCleanlyClosed(Directory);

    public override async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>As in production: events in EventStoreDB, read models in PostgreSQL, and nothing in files.</summary>
public sealed class ProductionStores : EventStoreDbStores
{
    private readonly PostgresSetting _postgres = new();

    public override bool CanBeShared => true;

    public override IReadOnlyList<(string Name, string Value)> Settings => [.. base.Settings, _postgres.Setting];

    public override Task<string?> FindAbsenceAsync() => PostgresSetting.FindAbsenceAsync();

    public override async ValueTask StartAsync()
    {
        await _postgres.StartAsync();
        await base.StartAsync();
    }

    public override DbConnection ConnectToReadModels() => new NpgsqlConnection(_postgres.Setting.Value);

    public override string LockOfReadModels => PostgresSetting.Lock;

    public override void ShouldBeCleanlyClosed() => System.IO.Directory.EnumerateFileSystemEntries(Directory).Should().BeEmpty();

    public override async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await base.DisposeAsync();
    }
}

/// <summary>A database for one ledger, as a setting of the service.</summary>
internal sealed class PostgresSetting : IAsyncDisposable
{
    public const string Lock = "BEGIN; LOCK TABLE projections IN EXCLUSIVE MODE";

    private PostgresDatabase? _database;

    public (string Name, string Value) Setting =>
        ("Ledger__ReadModels", _database?.ConnectionString ?? throw new InvalidOperationException("The database was not made."));

    public static async Task<string?> FindAbsenceAsync() => (await PostgresServer.FindAsync()).Absence;

    public async Task StartAsync() => _database ??= await PostgresDatabase.CreateOrSkipAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
