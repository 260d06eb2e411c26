using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.Sql;
using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>The tables about projections, made by whichever process comes first, and the keys of the locks that processes share.</summary>
internal static class PostgresSchema
{
    /// <summary>Text that compares bytewise, whatever the database's locale.</summary>
    public const string TextType = "TEXT COLLATE \"C\"";

    // Locks are shared by a whole database, and schemas of it may hold ledgers of their own.
    private const string OfThisSchema = "(SELECT oid::int4 FROM pg_namespace WHERE nspname = current_schema())";

    // Two numbers that no other program is likely to use: the letters of "Ledg", and the next.
    public const string LeadKey = $"1281713255, {OfThisSchema}";
    private const string ChangeKey = $"1281713256, {OfThisSchema}";

    // Raised, with a migration, when the tables about projections change.
    private const int Format = 2;

    /// <summary>Held until the end of a transaction by whoever makes or removes tables, so that two never do at once.</summary>
    public static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new($"SELECT pg_advisory_xact_lock({ChangeKey})", transaction: transaction, commandTimeout: 0, cancellationToken: cancellationToken));

    /// <exception cref="StoreCorruptException">The tables were made by a later version of the ledger.</exception>
    public static async Task CreateAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, transaction, cancellationToken);
        await connection.ExecuteAsync(new("SET LOCAL client_min_messages = warning", transaction: transaction, cancellationToken: cancellationToken));
        foreach (var statement in GenerationRows.CreateTables(TextType).Append(
            $"""
            CREATE TABLE IF NOT EXISTS projector (id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1), format BIGINT NOT NULL, epoch BIGINT NOT NULL);
            INSERT INTO projector (id, format, epoch) VALUES (1, {Format}, 0) ON CONFLICT DO NOTHING
            """))
        {
            await connection.ExecuteAsync(new(statement, transaction: transaction, cancellationToken: cancellationToken));
        }

        var format = await connection.ExecuteScalarAsync<long>(new("SELECT format FROM projector", transaction: transaction, cancellationToken: cancellationToken));
        if (format == 1)
        {
            await connection.ExecuteAsync(new(
                $"{GenerationRows.AddProgress(TextType)}; UPDATE projector SET format = {Format}", transaction: transaction, cancellationToken: cancellationToken));
        }
        else if (format != Format)
        {
            throw new StoreCorruptException($"The read models have format {format}, made by a later version of the ledger; this one knows {Format}.");
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
