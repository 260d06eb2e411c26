using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Ledger.EventStore.EventStoreDb.Grpc;

/// <summary>Puts messages into frames: a byte that says "not compressed", the length in four bytes, the message.</summary>
internal static class FrameWriter
{
    public const int HeaderSize = 5;

    public static void Write(IMessage message, ArrayBufferWriter<byte> output)
    {
        var size = message.CalculateSize();
        var frame = output.GetSpan(HeaderSize + size)[..(HeaderSize + size)];
        frame[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(frame[1..], size);
        message.WriteTo(frame[HeaderSize..]);
        output.Advance(HeaderSize + size);
    }
}
