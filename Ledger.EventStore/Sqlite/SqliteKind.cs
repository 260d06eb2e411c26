namespace Ledger.EventStore.Sqlite;

/// <summary>What a value is, by the codes of https://www.sqlite.org/c3ref/c_blob.html.</summary>
public enum SqliteKind
{
    None = 0,
    Integer = 1,
    Real = 2,
    Text = 3,
    Blob = 4,
    Null = 5,
}
