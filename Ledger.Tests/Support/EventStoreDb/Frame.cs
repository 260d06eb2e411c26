using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>A message as it travels: a flag byte (0, not compressed), four bytes of length, big-endian, the protobuf bytes.</summary>
internal static class Frame
{
    private const int HeaderLength = 5;

    /// <summary>Takes the next message off the buffer, where it is there as a whole.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> message)
    {
        message = default;
        if (buffer.Length < HeaderLength)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        if (header[0] != 0)
        {
            throw GrpcFailure.Compressed();
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (buffer.Length < HeaderLength + (long)length)
        {
            return false;
        }

        message = buffer.Slice(HeaderLength, length);
        buffer = buffer.Slice(message.End);
        return true;
    }

    /// <returns>How many bytes were written.</returns>
    public static int Write(PipeWriter output, IMessage message)
    {
        var length = message.CalculateSize();
        var total = HeaderLength + length;
        var span = output.GetSpan(total)[..total];
        span[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)length);
        message.WriteTo(span[HeaderLength..]);
        output.Advance(total);
        return total;
    }
}
