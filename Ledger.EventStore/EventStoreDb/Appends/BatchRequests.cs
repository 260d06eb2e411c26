using System.Buffers;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>
/// Writes appends as messages of a <c>BatchAppend</c>. One message is filled again and again, since each is only bytes a moment later.
/// </summary>
internal sealed class BatchRequests(bool withDeadlines)
{
    private static readonly Google.Protobuf.WellKnownTypes.Empty NoStream = new();

    // Answers to an earlier call never come here, but ids of two calls should not look alike to whoever reads a trace either.
    private readonly long _call = Random.Shared.NextInt64();
    private readonly List<BatchAppendReq.Types.ProposedMessage> _messages = [];
    private readonly BatchAppendReq _request = new()
    {
        CorrelationId = new() { Structured = new() },
        Options = new() { StreamIdentifier = new(), Deadline = withDeadlines ? new() : null },
        IsFinal = true,
    };

    public void Write(AppendRequest append, long correlation, ArrayBufferWriter<byte> output)
    {
        _request.CorrelationId.Structured.MostSignificantBits = _call;
        _request.CorrelationId.Structured.LeastSignificantBits = correlation;
        var options = _request.Options;
        options.StreamIdentifier.StreamName = ByteString.CopyFromUtf8(append.Stream.Value);
        if (append.Expected.Next == 0)
        {
            options.NoStream = NoStream;
        }
        else
        {
            options.StreamPosition = (ulong)(append.Expected.Next - 1);
        }

        if (withDeadlines)
        {
            Set(options.Deadline, append.Deadline);
        }

        _request.ProposedMessages.Clear();
        for (var i = 0; i < append.Events.Count; i++)
        {
            _request.ProposedMessages.Add(MessageOf(i, append.Events[i]));
        }

        FrameWriter.Write(_request, output);
    }

    /// <summary>The correlation that an answer carries, in whichever form the server likes ids.</summary>
    /// <returns><see langword="null"/> where it is none of this call.</returns>
    public long? CorrelationOf(BatchAppendResp answer)
    {
        var id = answer.CorrelationId;
        var structured = id?.ValueCase == UUID.ValueOneofCase.Structured ? id.Structured : id.ToGuid().ToUuid().Structured;
        return structured.MostSignificantBits == _call ? structured.LeastSignificantBits : null;
    }

    private BatchAppendReq.Types.ProposedMessage MessageOf(int index, EventData e)
    {
        if (index == _messages.Count)
        {
            _messages.Add(new() { Id = new() { Structured = new() }, Metadata = { [EventEntries.ContentType] = EventEntries.Json } });
        }

        var message = _messages[index];
        message.Id.Structured.Set(e.Id);
        message.Metadata[EventEntries.Type] = e.Type;
        // The bytes are read while the frame is written and never changed.
        message.Data = UnsafeByteOperations.UnsafeWrap(e.Data);
        message.CustomMetadata = UnsafeByteOperations.UnsafeWrap(e.Metadata);
        return message;
    }

    private static void Set(Duration duration, TimeSpan time)
    {
        duration.Seconds = (long)time.TotalSeconds;
        duration.Nanos = (int)(time.Ticks % TimeSpan.TicksPerSecond) * 100;
    }
}
