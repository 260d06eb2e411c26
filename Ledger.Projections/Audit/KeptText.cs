using System.Buffers.Text;
using System.Text;

namespace Ledger.Projections.Audit;

/// <summary>One text of the row that is at hand, kept until the row ends; the room for it is used again for the next row.</summary>
internal sealed class KeptText
{
    private byte[] _utf8 = new byte[64];
    private int _length = -1;

    public bool IsNothing => _length < 0;

    public ReadOnlySpan<byte> Utf8 => _utf8.AsSpan(0, Math.Max(_length, 0));

    public void Forget() => _length = -1;

    public void Keep(string? text)
    {
        if (text is null)
        {
            Forget();
            return;
        }

        _length = Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));
    }

    public void Keep(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        _length = utf8.Length;
    }

    public void Keep(Guid id) => Utf8Formatter.TryFormat(id, Room(64), out _length);

    /// <summary>Adds what is kept, as it came, to a row.</summary>
    public void AddTo(IRowSink row)
    {
        if (IsNothing)
        {
            row.Add((string?)null);
        }
        else
        {
            row.AddUtf8(Utf8);
        }
    }

    private Span<byte> Room(int length)
    {
        if (_utf8.Length < length)
        {
            _utf8 = new byte[length];
        }

        return _utf8;
    }
}
