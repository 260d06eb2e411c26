using Ledger.EventStore.Port;
using Ledger.EventStore.Sqlite;

namespace Ledger.EventStore.Embedded;

/// <summary>What the writer does to the table of events, inside the transaction that is open. Used by the writer's thread alone.</summary>
internal sealed class EventTable : IDisposable
{
    // Heads of streams that were written lately, so that an append need not look its stream up. A head is one number.
    private const int MaxHeads = 200_000;

    // More than most commits need, so that what the probe finds holds for them too.
    private const int ProbeBytes = 64 * 1024;

    private readonly Dictionary<string, long> _heads = new(StringComparer.Ordinal);
    private readonly SqliteStatement _head;
    private readonly SqliteStatement _existing;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _probe;

    public EventTable(SqliteDatabase database)
    {
        _head = database.Prepare("SELECT max(revision) FROM events WHERE stream = ?1");
        _existing = database.Prepare("SELECT id, position FROM events WHERE stream = ?1 AND revision >= ?2 ORDER BY revision LIMIT ?3");
        _insert = database.Prepare("INSERT INTO events (position, stream, revision, id, type, data, metadata) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _probe = database.Prepare($"INSERT OR REPLACE INTO probe (id, filler) VALUES (1, randomblob({ProbeBytes}))");
        LastPosition = database.QueryInt64("SELECT max(position) FROM events") ?? 0;
    }

    /// <summary>The position of the newest event, the open transaction's included.</summary>
    public long LastPosition { get; private set; }

    /// <summary>Writes the events where they are expected, or says what stands against it. Clauses 3 to 6 of the port.</summary>
    public AppendResult Append(AppendRequest request)
    {
        var head = HeadOf(request.Stream);
        if (head != request.Expected.Next - 1)
        {
            return Existing(request, head);
        }

        foreach (var e in request.Events)
        {
            Insert(request.Stream, ++head, ++LastPosition, e);
        }

        _heads[request.Stream] = head;
        return new AppendResult.Appended(head, PositionOf(LastPosition));
    }

    /// <summary>Writes as much as a commit may, to see whether it can be.</summary>
    public void Probe() => _probe.Execute();

    /// <summary>Forgets what a transaction that was rolled back had written.</summary>
    public void RolledBackTo(long lastPosition)
    {
        LastPosition = lastPosition;
        _heads.Clear();
    }

    public void Dispose()
    {
        _head.Dispose();
        _existing.Dispose();
        _insert.Dispose();
        _probe.Dispose();
    }

    private static Position PositionOf(long position) => new((ulong)position, (ulong)position);

    private long HeadOf(string stream)
    {
        if (_heads.TryGetValue(stream, out var known))
        {
            return known;
        }

        if (_heads.Count >= MaxHeads)
        {
            _heads.Clear();
        }

        _head.Bind(1, stream);
        try
        {
            var head = _head.Step() && !_head.IsNull(0) ? _head.GetInt64(0) : -1;
            _heads[stream] = head;
            return head;
        }
        finally
        {
            _head.Reset();
        }
    }

    private AppendResult Existing(AppendRequest request, long head)
    {
        var conflict = new AppendResult.Conflict(head < 0 ? null : head);
        _existing.Bind(1, request.Stream);
        _existing.Bind(2, request.Expected.Next);
        _existing.Bind(3, request.Events.Count);
        try
        {
            var position = 0L;
            foreach (var e in request.Events)
            {
                if (!_existing.Step() || new Guid(_existing.GetBytes(0), bigEndian: true) != e.Id)
                {
                    return conflict;
                }

                position = _existing.GetInt64(1);
            }

            return new AppendResult.Appended(request.Expected.Next + request.Events.Count - 1, PositionOf(position));
        }
        finally
        {
            _existing.Reset();
        }
    }

    private void Insert(string stream, long revision, long position, EventData e)
    {
        Span<byte> id = stackalloc byte[16];
        e.Id.TryWriteBytes(id, bigEndian: true, out _);
        _insert.Bind(1, position);
        _insert.Bind(2, stream);
        _insert.Bind(3, revision);
        _insert.BindBlob(4, id);
        _insert.Bind(5, e.Type);
        _insert.BindUtf8(6, e.Data.Span);
        _insert.BindUtf8(7, e.Metadata.Span);
        _insert.Execute();
    }
}
