using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Ledger.EventStore.EventStoreDb.Grpc;

/// <summary>Takes messages out of the frames of an answer, reading as much at a time as has come.</summary>
internal sealed class FrameReader(Stream stream) : IDisposable
{
    // An append has half a MiB at most, and so has every event. What is far beyond is not a message of this protocol.
    private const int MaxMessageSize = 64 * 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private int _message;

    /// <summary>Whether the next message is here already, so that reading it does not wait.</summary>
    public bool HasNext => _end - _start >= FrameWriter.HeaderSize && _end - _start >= FrameWriter.HeaderSize + SizeAt(_start);

    /// <summary>Goes on to the next message.</summary>
    /// <returns>False at the end of the answer.</returns>
    /// <exception cref="IOException">The answer broke off, or is not made of frames.</exception>
    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        if (HasNext)
        {
            Take();
            return new(result: true);
        }

        return FillAsync(cancellationToken);
    }

    /// <summary>The message that the reader stands at.</summary>
    public T Parse<T>(MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(_buffer.AsSpan(_start - _message, _message));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new IOException("The server sent a message that cannot be read.", e);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        while (!HasNext)
        {
            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return _start == _end ? false : throw new IOException("The answer broke off in the middle of a message.");
            }

            _end += read;
        }

        Take();
        return true;
    }

    private void Take()
    {
        _message = SizeAt(_start);
        _start += FrameWriter.HeaderSize + _message;
    }

    /// <summary>Moves what is left to the front, into a larger buffer where the next message needs it.</summary>
    private void MakeRoom()
    {
        var left = _end - _start;
        var needed = left >= FrameWriter.HeaderSize ? FrameWriter.HeaderSize + SizeAt(_start) : FrameWriter.HeaderSize;
        if (needed > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(needed);
            _buffer.AsSpan(_start, left).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, left).CopyTo(_buffer);
        }

        (_start, _end) = (0, left);
    }

    private int SizeAt(int start)
    {
        var size = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(start + 1));
        return _buffer[start] != 0
            ? throw new IOException("The server sent a compressed message, which nobody asked for.")
            : size <= MaxMessageSize ? (int)size : throw new IOException($"The server announced a message of {size} bytes.");
    }
}
