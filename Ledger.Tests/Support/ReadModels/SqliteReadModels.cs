using Dapper;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sqlite;
using Ledger.Tests.Support.Faults;
using Microsoft.Data.Sqlite;

namespace Ledger.Tests.Support.ReadModels;

/// <summary>A directory a name.</summary>
public sealed class SqliteReadModels : ReadModelStores
{
    private readonly ScratchDirectory _directory = new();

    public override async Task<int> ExecuteAsync(string sql, string name = "read")
    {
        await using var connection = new SqliteConnection($"Data Source={_directory[name]}/read-models.db;Pooling=False");
        await connection.OpenAsync();
        return await connection.ExecuteAsync(sql);
    }

    protected override Task<IReadModelStore> OpenNewAsync(string name) => Task.FromResult<IReadModelStore>(SqliteReadModelStore.Open(_directory[name]));

    protected override ValueTask RemoveAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
