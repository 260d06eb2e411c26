namespace Ledger.Tests.EventStore.EventStoreDb.Scripted;

/// <summary>A stream that gives its bytes in pieces whose sizes are given, the last of them again and again.</summary>
internal sealed class PiecesStream(byte[] bytes, params int[] pieces) : Stream
{
    private int _read;
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        buffer.Length.Should().BePositive("an empty buffer would look like the end");
        var size = Math.Min(Math.Min(pieces[Math.Min(_next++, pieces.Length - 1)], bytes.Length - _read), buffer.Length);
        bytes.AsMemory(_read, size).CopyTo(buffer);
        _read += size;
        return new(size);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
