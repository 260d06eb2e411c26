using Ledger.Projections.Postgres;
using Ledger.Projections.ReadModels;
using Ledger.Tests.Support.Postgres;
using Npgsql;

namespace Ledger.Tests.Support.ReadModels;

/// <summary>A database for the test, and in it a schema a name.</summary>
public sealed class PostgresReadModels : ReadModelStores
{
    private PostgresDatabase? _database;

    /// <summary>How read models of a name are reached.</summary>
    public async Task<string> ConnectionStringAsync(string name = "read")
    {
        _database ??= await PostgresDatabase.CreateOrSkipAsync();
        await _database.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS \"{name}\"");
        return new NpgsqlConnectionStringBuilder(_database.ConnectionString) { SearchPath = $"\"{name}\"" }.ConnectionString;
    }

    public override async Task<int> ExecuteAsync(string sql, string name = "read")
    {
        await using var connection = new NpgsqlConnection(await ConnectionStringAsync(name) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    protected override async Task<IReadModelStore> OpenNewAsync(string name) => await PostgresReadModelStore.OpenAsync(
        PostgresSettings.Parse(await ConnectionStringAsync(name)), TimeProvider.System, CancellationToken.None);

    protected override async ValueTask RemoveAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
