using System.Buffers;
using System.Net;
using Google.Protobuf;

namespace Ledger.EventStore.EventStoreDb.Grpc;

/// <summary>Messages that are all known when the call begins.</summary>
internal sealed class FramesContent : HttpContent
{
    private readonly ArrayBufferWriter<byte> _frames = new();

    public FramesContent(ReadOnlySpan<IMessage> messages)
    {
        foreach (var message in messages)
        {
            FrameWriter.Write(message, _frames);
        }

        Headers.ContentType = GrpcChannel.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_frames.WrittenMemory, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _frames.WrittenCount;
        return true;
    }
}
