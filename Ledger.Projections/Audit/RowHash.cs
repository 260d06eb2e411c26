using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Projections.Audit;

/// <summary>
/// 128 bits for a row, by a function whose key is drawn anew for each verification and never leaves it: who changes rows by hand
/// cannot choose changes that cancel each other out in a sum.
/// </summary>
internal sealed class RowHash(ReadOnlyMemory<byte> key) : IRowSink
{
    private const int IdLength = 36;
    private const byte Nothing = 0;
    private const byte Number = 1;
    private const byte Text = 2;
    private const byte Foreign = 3;

    private readonly ulong _key0 = BinaryPrimitives.ReadUInt64LittleEndian(key.Span);
    private readonly ulong _key1 = BinaryPrimitives.ReadUInt64LittleEndian(key.Span[sizeof(ulong)..]);
    private byte[] _buffer = new byte[1024];
    private int _length;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(SipHash.KeyLength);

    public void Add(long? number)
    {
        if (number is not { } value)
        {
            AddNothing();
            return;
        }

        var target = Ensure(9);
        target[0] = Number;
        BinaryPrimitives.WriteInt64LittleEndian(target[1..], value);
        _length += 9;
    }

    public void Add(string? text)
    {
        if (text is null)
        {
            AddNothing();
        }
        else
        {
            Add(text.AsSpan());
        }
    }

    public void Add(ReadOnlySpan<char> text) => AddText(Text, text);

    public void Add(Guid? id)
    {
        if (id is not { } value)
        {
            AddNothing();
            return;
        }

        Utf8Formatter.TryFormat(value, Ensure(5 + IdLength)[5..], out var length);
        EndText(Text, length);
    }

    public void AddUtf8(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Ensure(5 + text.Length)[5..]);
        EndText(Text, text.Length);
    }

    public void AddForeign(string value) => AddText(Foreign, value);

    /// <summary>The hash of what was added, and an empty row for the next.</summary>
    public UInt128 Finish()
    {
        var hash = SipHash.Hash(_key0, _key1, _buffer.AsSpan(0, _length));
        _length = 0;
        return hash;
    }

    private void AddText(byte kind, ReadOnlySpan<char> text) =>
        EndText(kind, Encoding.UTF8.GetBytes(text, Ensure(5 + Encoding.UTF8.GetMaxByteCount(text.Length))[5..]));

    private void AddNothing()
    {
        Ensure(1)[0] = Nothing;
        _length++;
    }

    /// <summary>Its kind and its length stand before a text, so that no two rows come to the same bytes.</summary>
    private void EndText(byte kind, int length)
    {
        var target = _buffer.AsSpan(_length);
        target[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(target[1..], length);
        _length += 5 + length;
    }

    private Span<byte> Ensure(int more)
    {
        if (_length + more > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));
        }

        return _buffer.AsSpan(_length);
    }
}
