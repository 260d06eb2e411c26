using System.Text;

namespace Ledger.Projections.Matching.Similar.Storage;

/// <summary>Texts, in UTF-8, one after the other.</summary>
internal sealed class TextRoom
{
    private readonly ByteRoom _bytes = new();

    /// <inheritdoc cref="ByteRoom.HasRoom"/>
    public bool HasRoom => _bytes.HasRoom;

    /// <returns>Where it is kept.</returns>
    public uint Add(ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var at = _bytes.Take(length + 2);
        var room = _bytes.From(at);
        (room[0], room[1]) = ((byte)(length & 0xFF), (byte)(length >> 8));
        Encoding.UTF8.GetBytes(text, room[2..]);
        return at;
    }

    /// <returns>How many letters were written.</returns>
    public int Read(uint at, Span<char> text)
    {
        var room = _bytes.From(at);
        return Encoding.UTF8.GetChars(room.Slice(2, room[0] | (room[1] << 8)), text);
    }
}
