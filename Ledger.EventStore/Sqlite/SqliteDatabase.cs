using SQLitePCL;

namespace Ledger.EventStore.Sqlite;

/// <summary>One connection to a SQLite file, used by one thread at a time.</summary>
public sealed class SqliteDatabase : IDisposable
{
    // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, https://www.sqlite.org/c3ref/c_dbconfig_defensive.html
    private const int NoCheckpointOnClose = 1006;

    // SQLITE_DBSTATUS_CACHE_WRITE, https://www.sqlite.org/c3ref/c_dbstatus_options.html
    private const int CacheWrites = 9;

    private readonly sqlite3 _handle;

    static SqliteDatabase()
    {
        Batteries_V2.Init();
        SqlitePauses.Mend();
    }

    private SqliteDatabase(sqlite3 handle) => _handle = handle;

    /// <summary>
    /// Opens a file in WAL mode. No connection checkpoints by itself: the writer says when
    /// (two connections that checkpoint at once can corrupt a file with SQLite before 3.51.3).
    /// </summary>
    /// <param name="path">The file; made where it does not exist.</param>
    /// <param name="access">A reader cannot write, whatever is asked of it.</param>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public static SqliteDatabase Open(string path, SqliteAccess access)
    {
        const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var result = raw.sqlite3_open_v2(path, out var handle, Flags, null);
        var database = new SqliteDatabase(handle);
        try
        {
            SqliteException.ThrowIfFailed(result, handle);
            database.Execute("PRAGMA busy_timeout = 5000");
            if (access == SqliteAccess.Reader)
            {
                database.Execute("PRAGMA query_only = 1");
            }
            else
            {
                database.Execute("PRAGMA journal_mode = WAL");
                database.Execute($"PRAGMA synchronous = {(access == SqliteAccess.DurableWriter ? "FULL" : "NORMAL")}");
            }

            if (access == SqliteAccess.Writer)
            {
                // For the making of indexes: what is sorted outside of memory is sorted by a second thread.
                database.Execute("PRAGMA threads = 2");
            }

            // Closing the last connection would checkpoint as well.
            _ = raw.sqlite3_db_config(handle, NoCheckpointOnClose, 1, out _);
            database.Execute("PRAGMA cache_size = -32768");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    internal sqlite3 Handle => _handle;

    public SqliteStatement Prepare(string sql) => new(_handle, sql);

    /// <summary>Runs statements that answer nothing of interest.</summary>
    public void Execute(string sql) => SqliteException.ThrowIfFailed(raw.sqlite3_exec(_handle, sql), _handle);

    /// <summary>Reads one number; <see langword="null"/> for no row or NULL.</summary>
    public long? QueryInt64(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() && !statement.IsNull(0) ? statement.GetInt64(0) : null;
    }

    /// <summary>Whether a transaction is open: a failed commit may or may not have ended it.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>How many pages have been written since it was last asked.</summary>
    public int TakePagesWritten()
    {
        _ = raw.sqlite3_db_status(_handle, CacheWrites, out var written, out _, 1);
        return written;
    }

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Moves what readers permit from the WAL into the file, without waiting for anyone.</summary>
    public void CheckpointPassive() => Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);

    /// <summary>Moves the whole WAL into the file, so that the next commit begins it anew; waits for readers.</summary>
    public void CheckpointRestart() => Checkpoint(raw.SQLITE_CHECKPOINT_RESTART);

    /// <summary>Moves the whole WAL into the file and empties it; waits for readers.</summary>
    public void CheckpointTruncate() => Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);

    public void Dispose() => _handle.Dispose();

    private void Checkpoint(int mode) =>
        SqliteException.ThrowIfFailed(raw.sqlite3_wal_checkpoint_v2(_handle, "main", mode, out _, out _), _handle);
}

public enum SqliteAccess
{
    Reader,

    /// <summary>A commit may be lost with the machine's power, but never the file's consistency: for what can be rebuilt.</summary>
    Writer,

    /// <summary>A commit is on disk when it returns.</summary>
    DurableWriter,
}
