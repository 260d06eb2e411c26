using System.Buffers.Binary;
using System.Text;

namespace Ledger.EventStore.Embedded;

/// <summary>
/// Names of streams that were read lately. A reader of the whole log meets each of them again and again, and need not make a text of it
/// every time. Each name has one place, which the last to come has.
/// </summary>
internal sealed class NameCache
{
    private const int Places = 1 << 14;

    private string?[]? _names;

    public string Of(ReadOnlySpan<byte> utf8)
    {
        // Made when it is needed: most readers read single streams.
        ref var name = ref (_names ??= new string?[Places])[PlaceOf(utf8)];
        if (name is null || !Ascii.Equals(utf8, name))
        {
            name = Encoding.UTF8.GetString(utf8);
        }

        return name;
    }

    /// <summary>From the end, in which names differ.</summary>
    private static int PlaceOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        for (var rest = utf8; !rest.IsEmpty; rest = rest[..^Math.Min(rest.Length, sizeof(ulong))])
        {
            var word = rest.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(rest[^sizeof(ulong)..]) : rest[0];
            hash = unchecked((hash ^ word) * 0x9E3779B97F4A7C15);
            hash ^= hash >> 32;
        }

        return (int)(hash & (Places - 1));
    }
}
