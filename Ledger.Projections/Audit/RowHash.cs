using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Projections.Audit;

/// <summary>
/// 128 bits for a row. They are salted anew for each verification: who changes rows by hand cannot choose changes that cancel each
/// other out in a sum.
/// </summary>
internal sealed class RowHash(ReadOnlyMemory<byte> salt) : IRowSink
{
    private const int SaltLength = 16;
    private const byte Nothing = 0;
    private const byte Number = 1;
    private const byte Text = 2;

    private byte[] _buffer = Begin(salt);
    private int _length = SaltLength;

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltLength);

    public void Add(long? number)
    {
        if (number is not { } value)
        {
            Ensure(1)[0] = Nothing;
            _length++;
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
            Ensure(1)[0] = Nothing;
            _length++;
            return;
        }

        var target = Ensure(5 + Encoding.UTF8.GetMaxByteCount(text.Length));
        target[0] = Text;
        var length = Encoding.UTF8.GetBytes(text, target[5..]);
        BinaryPrimitives.WriteInt32LittleEndian(target[1..], length);
        _length += 5 + length;
    }

    /// <summary>The hash of what was added, and an empty row for the next.</summary>
    public UInt128 Finish()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        _length = SaltLength;
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private static byte[] Begin(ReadOnlyMemory<byte> salt)
    {
        var buffer = new byte[1024];
        salt.Span.CopyTo(buffer);
        return buffer;
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

/// <summary>Rows added up without an order: their number, and the sum of their hashes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowSum(long Count, UInt128 Sum)
{
    public RowSum Add(UInt128 hash) => new(Count + 1, unchecked(Sum + hash));

    public RowSum Add(RowSum other) => new(Count + other.Count, unchecked(Sum + other.Sum));

    public RowSum Remove(RowSum other) => new(Count - other.Count, unchecked(Sum - other.Sum));
}
