using System.Collections.Concurrent;
using Ledger.EventStore.Port;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>
/// What a server knows beyond the port: more ways to expect a revision, and deletion. A deletion is an event of the stream's own
/// metadata stream, so that it has a position; what is deleted stays in the log, as it does in a real one until it is scavenged.
/// </summary>
internal sealed class ServerLog(InMemoryEventStore store)
{
    private const string Tombstone = "$streamDeleted";

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<StreamName, long> _hidden = new();
    private readonly ConcurrentDictionary<StreamName, bool> _tombstoned = new();
    private readonly ConcurrentDictionary<Position, string> _contentTypes = new();

    public InMemoryEventStore Store => store;

    /// <summary>The first revision that a reader sees, and the next that is written. They are the same where a reader sees no stream.</summary>
    public (long First, long Next) RangeOf(StreamName stream) => (_hidden.GetValueOrDefault(stream), store.CountOf(stream));

    public void ThrowIfTombstoned(StreamName stream)
    {
        if (_tombstoned.ContainsKey(stream))
        {
            throw GrpcFailure.StreamDeleted(stream);
        }
    }

    public string ContentTypeOf(RecordedEvent e) => _contentTypes.GetValueOrDefault(e.Position, ProposedAppend.Json);

    public AppendOutcome Append(ProposedAppend append)
    {
        lock (_gate)
        {
            while (true)
            {
                if (_tombstoned.ContainsKey(append.Stream))
                {
                    return AppendOutcome.Deleted.Instance;
                }

                var (first, next) = RangeOf(append.Stream);
                if (Resolve(append.Expected, first, next) is not { } expected)
                {
                    return new AppendOutcome.Conflict(next == 0 ? null : next - 1);
                }

                switch (store.Append(append.Stream, expected, append.Events, out var repeated))
                {
                    case AppendResult.Appended appended:
                        Remember(append, appended);
                        return new AppendOutcome.Written(appended.Revision, appended.Position, repeated);
                    case AppendResult.Conflict conflict when append.Expected.Kind is ExpectationKind.Revision or ExpectationKind.NoStream:
                        return new AppendOutcome.Conflict(conflict.Actual);
                }

                // Somebody appended to the store beside the server; whoever expects no revision tries again.
            }
        }
    }

    /// <summary>The stream reads as if it were not there; the next append goes on with the revision after the last.</summary>
    public Position Delete(StreamName stream, Expectation expected)
    {
        lock (_gate)
        {
            CheckDeletion("Delete", stream, expected);
            _hidden[stream] = store.CountOf(stream);
            return Record(stream, "$metadata", "{\"$tb\":9223372036854775807}"u8.ToArray());
        }
    }

    /// <summary>The stream is gone, and nobody can append to it again.</summary>
    public Position Entomb(StreamName stream, Expectation expected)
    {
        lock (_gate)
        {
            CheckDeletion("Tombstone", stream, expected);
            _tombstoned[stream] = true;
            return Record(stream, Tombstone, []);
        }
    }

    /// <summary>A tombstone appears in $all as an event of the stream itself, with the highest revision there is.</summary>
    public static RecordedEvent AsSeen(RecordedEvent e) => e.Type == Tombstone && e.Stream.Value.StartsWith("$$", StringComparison.Ordinal)
        ? e with { Stream = new(e.Stream.Value[2..]), Revision = long.MaxValue }
        : e;

    private static ExpectedRevision? Resolve(Expectation expected, long first, long next) => expected.Kind switch
    {
        ExpectationKind.NoStream => ExpectedRevision.Before(first),
        ExpectationKind.Any => ExpectedRevision.Before(next),
        ExpectationKind.StreamExists => next > first ? ExpectedRevision.Before(next) : null,
        _ => ExpectedRevision.Exactly((long)Math.Min(expected.Revision, long.MaxValue - 1)),
    };

    private void CheckDeletion(string operation, StreamName stream, Expectation expected)
    {
        ThrowIfTombstoned(stream);
        var (first, next) = RangeOf(stream);
        if (Resolve(expected, first, next)?.Next != next)
        {
            throw GrpcFailure.WrongExpectedVersion(operation, stream, expected, next == 0 ? null : next - 1);
        }
    }

    private Position Record(StreamName stream, string type, byte[] data)
    {
        var about = new StreamName("$$" + stream);
        EventData[] events = [new(Guid.NewGuid(), type, data, ReadOnlyMemory<byte>.Empty)];
        return store.Append(about, ExpectedRevision.Before(store.CountOf(about)), events, out _) is AppendResult.Appended appended
            ? appended.Position
            : throw GrpcFailure.HandlerThrew();
    }

    private void Remember(ProposedAppend append, AppendResult.Appended appended)
    {
        if (append.ContentTypes.TrueForAll(type => type == ProposedAppend.Json))
        {
            return;
        }

        var events = store.Page(append.Stream, ReadDirection.Forwards, appended.Revision + 1 - append.Events.Count, append.Events.Count);
        for (var i = 0; i < events.Length; i++)
        {
            _contentTypes[events[i].Position] = append.ContentTypes[i];
        }
    }
}
