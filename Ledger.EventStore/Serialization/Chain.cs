using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.Serialization;

/// <summary>
/// The value that binds an event to everything before it in its stream: SHA-256 over the previous value (for the first event the
/// stream's name in UTF-8), the revision (8 bytes, big-endian), and event id (16 bytes, big-endian), type, data and the rest of the
/// metadata, each with its length before it (4 bytes, big-endian), all as stored.
/// </summary>
public readonly struct Chain : IEquatable<Chain>
{
    // The name of a stream, where it is a start, and otherwise a hash: one of each event is at hand, so it needs no object of its own.
    private readonly byte[]? _start;
    private readonly Hash _hash;

    private Chain(byte[] start) => _start = start;

    private Chain(Hash hash) => _hash = hash;

    [UnscopedRef]
    private ReadOnlySpan<byte> Value => _start is null ? _hash : _start;

    /// <summary>What the first event of a stream is bound to.</summary>
    public static Chain StartOf(StreamName stream) => new(Encoding.UTF8.GetBytes(stream.Value));

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Chain Parse(ReadOnlySpan<byte> hex)
    {
        var value = default(Hash);
        return Convert.FromHexString(hex, value, out _, out var written) == OperationStatus.Done && written == SHA256.HashSizeInBytes
            && hex.Length == SHA256.HashSizeInBytes * 2
            ? new(value)
            : throw new FormatException("A chain value has 64 hexadecimal digits.");
    }

    /// <summary>The value for the event that follows.</summary>
    public Chain Next(long revision, Guid id, string type, ReadOnlySpan<byte> data, ReadOnlySpan<byte> restOfMetadata)
    {
        var previous = Value;
        var length = previous.Length + 8 + 4 + 16 + 4 + Encoding.UTF8.GetMaxByteCount(type.Length) + 4 + data.Length + 4 + restOfMetadata.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var target = buffer.AsSpan();
            previous.CopyTo(target);
            var at = previous.Length;
            BinaryPrimitives.WriteInt64BigEndian(target[at..], revision);
            at += 8;
            BinaryPrimitives.WriteInt32BigEndian(target[at..], 16);
            id.TryWriteBytes(target[(at + 4)..], bigEndian: true, out _);
            at += 20;
            var typeLength = Encoding.UTF8.GetBytes(type, target[(at + 4)..]);
            BinaryPrimitives.WriteInt32BigEndian(target[at..], typeLength);
            at += 4 + typeLength;
            at = Append(target, at, data);
            at = Append(target, at, restOfMetadata);
            var hash = default(Hash);
            SHA256.HashData(target[..at], hash);
            return new(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public override string ToString() => Convert.ToHexStringLower(Value);

    /// <summary>Writes what <see cref="ToString"/> answers as UTF-8: 64 bytes.</summary>
    public void WriteHex(Span<byte> target) => Convert.TryToHexStringLower(Value, target, out _);

    public bool Equals(Chain other) => Value.SequenceEqual(other.Value);

    public override bool Equals(object? obj) => obj is Chain other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Value);
        return hash.ToHashCode();
    }

    public static bool operator ==(Chain left, Chain right) => left.Equals(right);

    public static bool operator !=(Chain left, Chain right) => !left.Equals(right);

    private static int Append(Span<byte> target, int at, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteInt32BigEndian(target[at..], part.Length);
        part.CopyTo(target[(at + 4)..]);
        return at + 4 + part.Length;
    }

    [InlineArray(SHA256.HashSizeInBytes)]
    private struct Hash
    {
        private byte _first;
    }
}
