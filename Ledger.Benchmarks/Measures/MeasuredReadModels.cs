using Ledger.Projections.Postgres;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Sqlite;
using Npgsql;

namespace Ledger.Benchmarks.Measures;

/// <summary>Empty read models for one measurement, which are gone after it: a file, or a schema of its own in a database.</summary>
internal sealed class MeasuredReadModels : IAsyncDisposable
{
    private readonly Func<ValueTask> _remove;

    private MeasuredReadModels(IReadModelStore store, Func<ValueTask> remove) => (Store, _remove) = (store, remove);

    public IReadModelStore Store { get; }

    /// <param name="connection">A connection string of PostgreSQL; <see langword="null"/> for a file.</param>
    public static async Task<MeasuredReadModels> CreateAsync(string? connection, CancellationToken cancellationToken) =>
        connection is null ? InFile() : await InSchemaAsync(connection, cancellationToken);

    public ValueTask DisposeAsync() => _remove();

    private static MeasuredReadModels InFile()
    {
        var directory = Directory.CreateTempSubdirectory("ledger-rebuild-");
        var store = SqliteReadModelStore.Open(directory.FullName);
        return new(store, () =>
        {
            store.Dispose();
            directory.Delete(recursive: true);
            return ValueTask.CompletedTask;
        });
    }

    private static async Task<MeasuredReadModels> InSchemaAsync(string connection, CancellationToken cancellationToken)
    {
        var schema = $"ledger_measure_{Guid.NewGuid():N}";
        await ExecuteAsync(connection, $"CREATE SCHEMA {schema}", cancellationToken);
        var settings = PostgresSettings.Parse(new NpgsqlConnectionStringBuilder(connection) { SearchPath = schema }.ConnectionString);
        var store = await PostgresReadModelStore.OpenAsync(settings, TimeProvider.System, cancellationToken);
        return new(store, async () =>
        {
            await store.DisposeAsync();
            await ExecuteAsync(connection, $"DROP SCHEMA {schema} CASCADE", CancellationToken.None);
        });
    }

    private static async Task ExecuteAsync(string connection, string statement, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
