using Google.Protobuf;
using Google.Protobuf.Collections;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;

namespace Ledger.Tests.EventStore.EventStoreDb.Recorded;

/// <summary>The append that a recording asked for, as the port asks for it.</summary>
/// <param name="Expected"><see langword="null"/> where it is a way of expecting that the port does not have.</param>
internal sealed record RecordedAppend(StreamName Stream, ExpectedRevision? Expected, EventData[] Events)
{
    public static RecordedAppend OfSingle(Recording recording)
    {
        var messages = recording.RequestMessages.Select(message => message is null ? null : AppendReq.Parser.ParseFrom(message)).ToArray();
        var options = messages[0]!.Options;
        return new(
            NameOf(options.StreamIdentifier),
            options.ExpectedStreamRevisionCase switch
            {
                AppendReq.Types.Options.ExpectedStreamRevisionOneofCase.Revision => ExpectedRevision.Exactly((long)options.Revision),
                AppendReq.Types.Options.ExpectedStreamRevisionOneofCase.NoStream => ExpectedRevision.NoStream,
                _ => null,
            },
            [.. messages.Skip(1).Select(message => message?.ProposedMessage).Select(e => e is null ? Support.Some.Event() : EventOf(e.Id, e.Metadata, e.Data, e.CustomMetadata))]);
    }

    public static IEnumerable<RecordedAppend> OfBatch(Recording recording) =>
        from message in recording.RequestMessages
        let request = BatchAppendReq.Parser.ParseFrom(message)
        select new RecordedAppend(
            NameOf(request.Options.StreamIdentifier),
            request.Options.ExpectedStreamPositionCase switch
            {
                BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.StreamPosition => ExpectedRevision.Exactly((long)request.Options.StreamPosition),
                BatchAppendReq.Types.Options.ExpectedStreamPositionOneofCase.NoStream => ExpectedRevision.NoStream,
                _ => null,
            },
            [.. request.ProposedMessages.Select(e => EventOf(e.Id, e.Metadata, e.Data, e.CustomMetadata))]);

    private static StreamName NameOf(StreamIdentifier stream) => new(stream.StreamName.ToStringUtf8());

    private static EventData EventOf(UUID id, MapField<string, string> metadata, ByteString data, ByteString custom) =>
        new(Guid.Parse(id.String), metadata.GetValueOrDefault("type", "none"), data.Memory, custom.Memory);
}
