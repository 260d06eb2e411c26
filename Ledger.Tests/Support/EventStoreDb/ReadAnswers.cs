using System.Globalization;
using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using Recorded = Ledger.EventStore.EventStoreDb.Protocol.ReadResp.Types.ReadEvent.Types.RecordedEvent;
using StoredEvent = Ledger.EventStore.Port.RecordedEvent;
using UuidOption = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options.Types.UUIDOption;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>The words of Read.</summary>
internal sealed class ReadAnswers(GrpcCall call, ServerLog log, ReadReq.Types.Options options)
{
    private readonly bool _textIds = (options.UuidOption ?? throw GrpcFailure.HandlerThrew()).ContentCase == UuidOption.ContentOneofCase.String;
    private (StreamName Name, StreamIdentifier Identifier) _last = (default, new());

    /// <summary>Clients of the first servers do not know messages about where a stream ends.</summary>
    public bool SaysWhereStreamsEnd { get; } = options.ControlOption is { Compatibility: >= 1 };

    public async ValueTask EventAsync(StoredEvent e)
    {
        call.Write(new ReadResp { Event = new() { Event = Render(e), CommitPosition = e.Position.Commit } });
        if (call.IsFull)
        {
            await call.FlushAsync();
        }
    }

    public void StreamNotFound(StreamName stream) =>
        call.Write(new ReadResp { StreamNotFound = new() { StreamIdentifier = IdentifierOf(stream) } });

    public void FirstStreamPosition(long revision) => call.Write(new ReadResp { FirstStreamPosition = (ulong)revision });

    public void LastStreamPosition(long revision) => call.Write(new ReadResp { LastStreamPosition = (ulong)revision });

    public void Confirmation() => call.Write(new ReadResp { Confirmation = new() { SubscriptionId = Guid.NewGuid().ToString() } });

    public void Checkpoint(Position position) => call.Write(
        new ReadResp { Checkpoint = new() { CommitPosition = position.Commit, PreparePosition = position.Prepare } });

    public void CaughtUp() => call.Write(new ReadResp { CaughtUp = new() });

    public void FellBehind() => call.Write(new ReadResp { FellBehind = new() });

    private Recorded Render(StoredEvent e) => new()
    {
        Id = _textIds ? Uuids.AsText(e.Id) : Uuids.AsBits(e.Id),
        StreamIdentifier = IdentifierOf(e.Stream),
        StreamRevision = (ulong)e.Revision,
        CommitPosition = e.Position.Commit,
        PreparePosition = e.Position.Prepare,
        Metadata =
        {
            ["type"] = e.Type,
            ["created"] = (log.Store.WrittenAt(e.Position) - DateTimeOffset.UnixEpoch).Ticks.ToString(CultureInfo.InvariantCulture),
            ["content-type"] = log.ContentTypeOf(e),
        },
        CustomMetadata = UnsafeByteOperations.UnsafeWrap(e.Metadata),
        Data = UnsafeByteOperations.UnsafeWrap(e.Data),
    };

    private StreamIdentifier IdentifierOf(StreamName stream)
    {
        if (_last.Name != stream)
        {
            _last = (stream, new() { StreamName = ByteString.CopyFromUtf8(stream.Value) });
        }

        return _last.Identifier;
    }
}
