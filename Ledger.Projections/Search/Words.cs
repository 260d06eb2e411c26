using System.Globalization;
using System.Text;

namespace Ledger.Projections.Search;

/// <summary>
/// What counts as a word, in writing and in asking: letters and digits in a row, in small letters, without accents. So
/// <c>GRÖSSE</c>, <c>größe</c> and <c>grösse</c> are one word, and <c>INV-2041/7</c> is three.
/// </summary>
public static class Words
{
    /// <summary>Longer words are known by their beginning: what indexes hold of a word is bounded.</summary>
    public const int MaxLength = 100;

    /// <summary>The words of some texts, each once, in the order in which they first occur.</summary>
    public static IReadOnlyList<string> Of(params ReadOnlySpan<string?> texts)
    {
        var words = new WordList();
        Write(words, texts);
        return words.ToList();
    }

    /// <summary>Adds the words of some texts to a list.</summary>
    public static void Write(WordList words, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            Write(words, text.AsSpan());
            words.End();
        }
    }

    private static void Write(WordList words, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = 1;
            if (char.IsAscii(text[0]))
            {
                if (char.IsAsciiLetterOrDigit(text[0]))
                {
                    words.Put(char.ToLowerInvariant(text[0]));
                }
                else
                {
                    words.End();
                }
            }
            else
            {
                Rune.DecodeFromUtf16(text, out var rune, out length);
                if (!TryAdd(words, rune))
                {
                    words.End();
                }
            }

            text = text[length..];
        }
    }

    /// <returns>False where the rune ends a word.</returns>
    private static bool TryAdd(WordList words, Rune rune)
    {
        if (IsAccent(rune))
        {
            return true;
        }

        if (!Rune.IsLetterOrDigit(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.SpacingCombiningMark)
        {
            return false;
        }

        // By way of the capital, which letters with two small forms share, such as the two sigmas.
        var small = Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
        var letters = small.IsBmp && BaseLetters.Of((char)small.Value) is { } bases ? bases : small.ToString();
        foreach (var letter in letters)
        {
            words.Put(letter);
        }

        return true;
    }

    /// <summary>A mark that stands by itself behind the letter that it belongs to.</summary>
    private static bool IsAccent(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
