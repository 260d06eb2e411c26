using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using Direction = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options.Types.ReadDirection;
using Options = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options;

namespace Ledger.EventStore.EventStoreDb.Reads;

/// <summary>What is asked of <c>Read</c>.</summary>
internal static class ReadRequests
{
    public static readonly GrpcMethod<ReadResp> Read = new("/event_store.client.streams.Streams/Read", ReadResp.Parser);

    // How many events a filtered subscription looks at before it says how far it is.
    private const uint CheckpointEvery = 1024;

    // The server's own streams begin with a dollar sign and are no part of a ledger.
    private const string NotTheServersOwn = @"^[^\$]";

    public static ReadReq Stream(StreamName stream, ReadDirection direction, long from, long maxCount)
    {
        var options = new Options.Types.StreamOptions { StreamIdentifier = new() { StreamName = ByteString.CopyFromUtf8(stream.Value) } };
        if (direction == ReadDirection.Backwards && from == long.MaxValue)
        {
            options.End = new();
        }
        else
        {
            options.Revision = (ulong)from;
        }

        return Request(new() { Stream = options, Count = (ulong)maxCount, NoFilter = new(), ReadDirection = DirectionOf(direction) });
    }

    /// <summary>Reads from the event at the position on, that one included.</summary>
    public static ReadReq All(Position from, StreamFilter filter, long maxCount) =>
        Request(new() { All = AllFrom(from), Count = (ulong)maxCount, Filter = FilterOf(filter) });

    /// <summary>Reads the newest event of all, or the newest before a position.</summary>
    public static ReadReq Newest(Position? before = null) => Request(new()
    {
        All = before is { } position ? AllFrom(position) : new() { End = new() },
        Count = 1,
        NoFilter = new(),
        ReadDirection = Direction.Backwards,
    });

    /// <summary>Follows everything behind the position, that event not included.</summary>
    public static ReadReq Subscription(Position after, StreamFilter filter) =>
        Request(new() { All = AllFrom(after), Subscription = new(), Filter = FilterOf(filter) });

    private static ReadReq Request(Options options)
    {
        options.UuidOption = new() { Structured = new() };
        options.ControlOption = new() { Compatibility = 1 };
        return new() { Options = options };
    }

    private static Direction DirectionOf(ReadDirection direction) =>
        direction == ReadDirection.Forwards ? Direction.Forwards : Direction.Backwards;

    private static Options.Types.AllOptions AllFrom(Position position) => position == Position.Start
        ? new() { Start = new() }
        : new() { Position = new() { CommitPosition = position.Commit, PreparePosition = position.Prepare } };

    private static Options.Types.FilterOptions FilterOf(StreamFilter filter)
    {
        var expression = new Options.Types.FilterOptions.Types.Expression();
        if (filter.Prefixes.Count == 0)
        {
            expression.Regex = NotTheServersOwn;
        }
        else
        {
            expression.Prefix.AddRange(filter.Prefixes);
        }

        return new() { StreamIdentifier = expression, Max = CheckpointEvery, CheckpointIntervalMultiplier = 1 };
    }
}
