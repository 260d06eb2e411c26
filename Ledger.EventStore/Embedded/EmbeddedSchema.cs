using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;

namespace Ledger.EventStore.Embedded;

/// <summary>The tables of the embedded store. Everything in them is plain text, so that any SQLite tool can read the history.</summary>
internal static class EmbeddedSchema
{
    private const int Version = 1;

    /// <exception cref="StoreCorruptException">The file was written by a later version of the ledger.</exception>
    public static void Create(SqliteDatabase database)
    {
        switch (database.QueryInt64("PRAGMA user_version"))
        {
            case 0:
                database.Execute($"""
                    BEGIN IMMEDIATE;
                    CREATE TABLE events (
                        position INTEGER PRIMARY KEY,
                        stream   TEXT    NOT NULL,
                        revision INTEGER NOT NULL,
                        id       BLOB    NOT NULL,
                        type     TEXT    NOT NULL,
                        data     TEXT    NOT NULL,
                        metadata TEXT    NOT NULL
                    );
                    CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
                    CREATE TABLE probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL);
                    PRAGMA user_version = {Version};
                    COMMIT;
                    """);
                break;
            case Version:
                break;
            case var other:
                throw new StoreCorruptException($"The event store has schema version {other}; this ledger knows version {Version}.");
        }
    }
}
