using System.Text;
using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;

namespace Ledger.EventStore.Embedded;

/// <summary>
/// Reads short pages of events over one connection. A page is one read transaction that has ended when it is returned, so that no
/// reader, however slow, pins the WAL.
/// </summary>
internal sealed class PageReader : IDisposable
{
    /// <summary>Events a page at most.</summary>
    public const int PageSize = 512;

    private const int PageBytes = 1 << 20;
    private const string Columns = "position, stream, revision, id, type, data, metadata";

    private readonly Lock _snapshots;
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _all;
    private readonly SqliteStatement _forwards;
    private readonly SqliteStatement _backwards;
    private readonly NameCache _names = new();
    private readonly List<(byte[] Utf8, string Text)> _types = [];

    public PageReader(string path, Lock snapshots)
    {
        _snapshots = snapshots;
        _database = SqliteDatabase.Open(path, SqliteAccess.Reader);
        _all = _database.Prepare($"SELECT {Columns} FROM events WHERE position > ?1 ORDER BY position LIMIT {PageSize}");
        _forwards = _database.Prepare($"SELECT {Columns} FROM events WHERE stream = ?1 AND revision >= ?2 ORDER BY revision LIMIT ?3");
        _backwards = _database.Prepare($"SELECT {Columns} FROM events WHERE stream = ?1 AND revision <= ?2 ORDER BY revision DESC LIMIT ?3");
    }

    /// <summary>The next events after a position; none at the tail.</summary>
    public List<RecordedEvent> ReadAll(long after)
    {
        _all.Bind(1, after);
        return Rows(_all);
    }

    /// <summary>The next events of a stream, at most as many as asked for; none past its end.</summary>
    public List<RecordedEvent> ReadStream(StreamName stream, ReadDirection direction, long from, int count)
    {
        var statement = direction == ReadDirection.Forwards ? _forwards : _backwards;
        statement.Bind(1, stream.Value);
        statement.Bind(2, from);
        statement.Bind(3, Math.Min(count, PageSize));
        return Rows(statement);
    }

    public void Dispose()
    {
        _all.Dispose();
        _forwards.Dispose();
        _backwards.Dispose();
        _database.Dispose();
    }

    private List<RecordedEvent> Rows(SqliteStatement statement)
    {
        try
        {
            var page = new List<RecordedEvent>();
            var bytes = 0;
            // The first step takes the snapshot.
            bool more;
            lock (_snapshots)
            {
                more = statement.Step();
            }

            for (; more; more = bytes < PageBytes && statement.Step())
            {
                var data = statement.GetBytes(5);
                var both = new byte[data.Length + statement.GetBytes(6).Length];
                statement.GetBytes(5).CopyTo(both);
                statement.GetBytes(6).CopyTo(both.AsSpan(data.Length));
                var position = (ulong)statement.GetInt64(0);
                page.Add(new(
                    new(_names.Of(statement.GetBytes(1))),
                    statement.GetInt64(2),
                    new(position, position),
                    new(statement.GetBytes(3), bigEndian: true),
                    TypeOf(statement.GetBytes(4)),
                    both.AsMemory(0, data.Length),
                    both.AsMemory(data.Length)));
                bytes += both.Length;
            }

            return page;
        }
        finally
        {
            statement.Reset();
        }
    }

    // There are few types and many events: one string a type.
    private string TypeOf(ReadOnlySpan<byte> utf8)
    {
        foreach (var (known, text) in _types)
        {
            if (utf8.SequenceEqual(known))
            {
                return text;
            }
        }

        var type = Encoding.UTF8.GetString(utf8);
        if (_types.Count < 64)
        {
            _types.Add((utf8.ToArray(), type));
        }

        return type;
    }
}
