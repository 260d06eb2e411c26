using System.Buffers.Text;

namespace Ledger.Benchmarks.Load.Wire;

/// <summary>The chunked transfer coding, without trailers: the chunks are moved together where they lie.</summary>
internal static class Chunked
{
    /// <summary>Leaves the bytes as they are unless the last chunk has come.</summary>
    public static ParseState Join(Span<byte> body, out int length)
    {
        length = 0;
        ParseState state = Walk(body, move: false, ref length);
        return state == ParseState.Complete ? Walk(body, move: true, ref length) : state;
    }

    private static ParseState Walk(Span<byte> body, bool move, ref int length)
    {
        length = 0;
        int at = 0;
        while (true)
        {
            int line = body[at..].IndexOf("\r\n"u8);
            if (line < 0)
            {
                return ParseState.Incomplete;
            }

            if (!Utf8Parser.TryParse(body.Slice(at, line), out int size, out int digits, 'x') || digits == 0 || size < 0)
            {
                return ParseState.Broken;
            }

            int dataAt = at + line + 2;
            if (body.Length - dataAt - 2 < size)
            {
                return ParseState.Incomplete;
            }

            if (size == 0)
            {
                return ParseState.Complete;
            }

            if (move)
            {
                body.Slice(dataAt, size).CopyTo(body[length..]);
            }

            length += size;
            at = dataAt + size + 2;
        }
    }
}
