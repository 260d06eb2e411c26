using System.Buffers;
using System.Buffers.Text;

namespace Ledger.EventStore.Serialization;

/// <summary>
/// Reads JSON of exactly the form in which the ledger writes it: no blanks, members in their order, texts without escapes. Whatever
/// else is found is left to a reader of all JSON, which then also says what is wrong.
/// </summary>
internal ref struct PlainJson(ReadOnlySpan<byte> utf8)
{
    // What ends a text or makes it one that is not plain.
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);

    private ReadOnlySpan<byte> _rest = utf8;

    public readonly int Left => _rest.Length;

    /// <summary>Goes past a piece of JSON if it is next.</summary>
    public bool TryPass(ReadOnlySpan<byte> piece)
    {
        if (!_rest.StartsWith(piece))
        {
            return false;
        }

        _rest = _rest[piece.Length..];
        return true;
    }

    /// <summary>Reads a text, whose opening quote was passed, and passes the closing one.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> text)
    {
        var end = _rest.IndexOfAny(Special);
        if (end < 0 || _rest[end] != '"')
        {
            text = default;
            return false;
        }

        text = _rest[..end];
        _rest = _rest[(end + 1)..];
        return true;
    }

    /// <summary>Reads an id as <see cref="TryReadText"/> reads a text.</summary>
    public bool TryReadId(out Guid id)
    {
        id = default;
        return TryReadText(out var text) && text.Length == 36 && Utf8Parser.TryParse(text, out id, out var length, 'D') && length == text.Length;
    }
}
