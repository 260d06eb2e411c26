using System.Buffers.Text;
using System.Text;

namespace Ledger.Benchmarks.Load.Wire;

/// <summary>What the bytes of an answer come to: incomplete, broken, or a status with a body that lies in the buffer.</summary>
internal readonly record struct Parsed(ParseState State, int Status, int BodyAt, int BodyLength, bool Close)
{
    public static Parsed Incomplete { get; } = new(ParseState.Incomplete, 0, 0, 0, Close: false);

    public static Parsed Broken { get; } = new(ParseState.Broken, 0, 0, 0, Close: true);
}

internal enum ParseState
{
    Incomplete,
    Broken,
    Complete,
}

/// <summary>
/// Reads one HTTP/1.1 answer: the status line, the three headers that frame it, the body. It starts from the beginning each time
/// more bytes have come, which is cheap since nearly every answer comes in one piece.
/// </summary>
internal static class AnswerParser
{
    /// <summary>A chunked body is put together at its place in the buffer, but only once all of it is there.</summary>
    public static Parsed Parse(Span<byte> bytes)
    {
        int head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return Parsed.Incomplete;
        }

        if (head < 12 || !bytes.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(bytes.Slice(9, 3), out int status, out _))
        {
            return Parsed.Broken;
        }

        var headers = Headers.Of(bytes[..(head + 2)]);
        int bodyAt = head + 4;
        if (headers.Chunked)
        {
            return Chunked.Join(bytes[bodyAt..], out int joined) switch
            {
                ParseState.Complete => new Parsed(ParseState.Complete, status, bodyAt, joined, headers.Close),
                ParseState.Incomplete => Parsed.Incomplete,
                _ => Parsed.Broken,
            };
        }

        int length = headers.Length ?? (status is 204 or 304 ? 0 : -1);
        return length switch
        {
            < 0 => Parsed.Broken,
            _ when bytes.Length - bodyAt < length => Parsed.Incomplete,
            _ => new Parsed(ParseState.Complete, status, bodyAt, length, headers.Close),
        };
    }

    private readonly record struct Headers(int? Length, bool Chunked, bool Close)
    {
        public static Headers Of(ReadOnlySpan<byte> head)
        {
            Headers found = default;
            ReadOnlySpan<byte> rest = head[(head.IndexOf((byte)'\n') + 1)..];
            while (!rest.IsEmpty)
            {
                int end = rest.IndexOf((byte)'\n');
                found = found.With(rest[..(end - 1)]);
                rest = rest[(end + 1)..];
            }

            return found;
        }

        private Headers With(ReadOnlySpan<byte> line) => (line[0] | 0x20) switch
        {
            'c' when Value(line, "content-length:"u8, out ReadOnlySpan<byte> value) && Utf8Parser.TryParse(value, out int length, out _) =>
                this with { Length = length },
            'c' when Value(line, "connection:"u8, out ReadOnlySpan<byte> value) => this with { Close = Ascii.EqualsIgnoreCase(value, "close"u8) },
            't' when Value(line, "transfer-encoding:"u8, out ReadOnlySpan<byte> value) =>
                this with { Chunked = Ascii.EqualsIgnoreCase(value, "chunked"u8) },
            _ => this,
        };

        private static bool Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
        {
            bool same = line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
            value = same ? line[name.Length..].Trim((byte)' ') : default;
            return same;
        }
    }
}
