using Npgsql;

namespace Ledger.Tests.Support.Postgres;

/// <summary>
/// An empty database that is gone after the test. Where the server can, its texts are in the order of a language, so that what compares
/// bytewise has to say so itself.
/// </summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>For a query about who holds an advisory lock in the database that it is asked in: other tests have theirs beside it.</summary>
    public const string AdvisoryLocks =
        "pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()";

    private readonly string _server;
    private readonly string _name;

    private PostgresDatabase(string server, string name)
    {
        (_server, _name) = (server, name);
        // Many classes run at once, each with connections of its own.
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20, IncludeErrorDetail = true }.ConnectionString;
    }

    public string ConnectionString { get; }

    /// <summary>Makes one; where there is no server, the test is skipped.</summary>
    public static async Task<PostgresDatabase> CreateOrSkipAsync()
    {
        var server = await PostgresServer.OrSkipAsync();
        return await CreateAsync(server);
    }

    public static async Task<PostgresDatabase> CreateAsync(string server)
    {
        var database = new PostgresDatabase(server, $"ledger_test_{Guid.NewGuid():N}");
        try
        {
            await database.OnServerAsync(
                $"CREATE DATABASE {database._name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LC_COLLATE 'C' LC_CTYPE 'C'");
        }
        catch (PostgresException)
        {
            // Before version 15, or built without ICU.
            await database.OnServerAsync($"CREATE DATABASE {database._name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
        }

        return database;
    }

    /// <summary>Runs statements in it, and answers the first value.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync() => await OnServerAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
