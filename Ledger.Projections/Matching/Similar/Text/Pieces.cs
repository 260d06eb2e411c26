using System.Runtime.InteropServices;

namespace Ledger.Projections.Matching.Similar.Text;

/// <summary>In which ways a piece counts: among those of the words, in whatever order, or of the whole row of letters.</summary>
[Flags]
internal enum Ways
{
    None = 0,
    Words = 1,
    Row = 2,
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct Piece(ulong Key, Ways Ways);

/// <summary>
/// The pieces that texts are compared by and found by. Signs that are words by themselves (Chinese, Japanese) count singly and in pairs.
/// </summary>
internal static class Pieces
{
    /// <summary>No text has more pieces of a kind.</summary>
    public const int Most = ComparedText.MaxLength * 3;

    private const char Start = '\u0001';
    private const char End = '\u0002';
    private const char Sign = '\u0003';

    /// <summary>
    /// What it is compared by: three letters in a row, of the words with their beginning and end as letters, and of the whole as if there were no blanks.
    /// </summary>
    public static int ToCompare(ReadOnlySpan<char> text, Span<Piece> pieces)
    {
        var (count, row, one, two) = (0, 0, '\0', '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter == ' ')
            {
                continue;
            }

            if (row++ >= 2)
            {
                var inWord = text[i - 1] != ' ' && text[i - 2] != ' ' && !IsSign(text[i - 1]);
                pieces[count++] = new(Keys.Of(one, two, letter), inWord ? Ways.Words | Ways.Row : Ways.Row);
            }

            (one, two) = (two, letter);
            count += AtEdge(text, i, pieces[count..]);
        }

        return count;
    }

    /// <summary>The pieces around a letter that belong to its word alone.</summary>
    private static int AtEdge(ReadOnlySpan<char> text, int i, Span<Piece> pieces)
    {
        var before = i == 0 || text[i - 1] == ' ' ? Start : text[i - 1];
        var after = i + 1 == text.Length || text[i + 1] == ' ' ? End : text[i + 1];
        if (!IsSign(text[i]))
        {
            if (before != Start && after != End)
            {
                return 0;
            }

            pieces[0] = new(Keys.Of(before, text[i], after), Ways.Words);
            return 1;
        }

        pieces[0] = new(OfSign(text[i]), Ways.Words);
        if (!IsSign(after))
        {
            return 1;
        }

        pieces[1] = new(OfSigns(text[i], after), Ways.Words);
        return 2;
    }

    /// <summary>What it is found by: its words, and four letters in a row as if there were no blanks.</summary>
    public static int ToFind(ReadOnlySpan<char> text, Span<ulong> keys)
    {
        var count = 0;
        foreach (var range in text.Split(' '))
        {
            var word = text[range];
            if (!word.ContainsAnyInRange('\u2E80', '\uFFFF'))
            {
                keys[count++] = Keys.Of(word);
                continue;
            }

            for (var i = 0; i < word.Length; i++)
            {
                keys[count++] = OfSign(word[i]);
                if (i + 1 < word.Length)
                {
                    keys[count++] = OfSigns(word[i], word[i + 1]);
                }
            }
        }

        Span<char> row = stackalloc char[ComparedText.MaxLength];
        row = row[..WriteRow(text, row)];
        for (var i = 3; i < row.Length && count < keys.Length; i++)
        {
            keys[count++] = Keys.Of(row[i - 3], row[i - 2], row[i - 1], row[i]);
        }

        return count;
    }

    /// <summary>Writes the letters without the blanks.</summary>
    public static int WriteRow(ReadOnlySpan<char> text, Span<char> row)
    {
        var length = 0;
        foreach (var letter in text)
        {
            if (letter != ' ')
            {
                row[length++] = letter;
            }
        }

        return length;
    }

    // Ideographs and kana, and what comes in two code units.
    private static bool IsSign(char letter) => letter is >= '\u2E80' and < '\uAC00' or >= '\uD800' and < '\uE000' or >= '\uF900' and < '\uFB00';

    private static ulong OfSign(char sign) => Keys.Of(sign, Sign, Sign);

    private static ulong OfSigns(char one, char two) => Keys.Of(one, two, Sign);
}
