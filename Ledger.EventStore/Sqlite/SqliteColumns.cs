using System.Runtime.InteropServices;

namespace Ledger.EventStore.Sqlite;

/// <summary>
/// The values of the row that a statement stands at. They lie in memory and are there at once, so the calls spare themselves what
/// a call that may wait needs: a pass over a whole table makes tens of millions of them.
/// </summary>
internal static unsafe partial class SqliteColumns
{
    // As SQLitePCLRaw names it, which has loaded it before any statement is there.
    private const string Library = "e_sqlite3";

    public static ReadOnlySpan<byte> Bytes(nint value)
    {
        // In this order, https://www.sqlite.org/c3ref/value_blob.html.
        var start = Blob(value);
        return new(start, Length(value));
    }

    /// <summary>
    /// A value, to be asked what it is without the connection's lock, which each call for a column would take: nobody else uses the connection
    /// meanwhile. It is good until the next step.
    /// </summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_column_value")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static partial nint Value(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static partial int Type(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static partial long Int64(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    private static partial void* Blob(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    private static partial int Length(nint value);
}
