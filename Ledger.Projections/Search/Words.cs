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
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var text in texts)
        {
            foreach (var rune in (text ?? string.Empty).EnumerateRunes())
            {
                if (!TryAdd(word, rune))
                {
                    End(words, word);
                }
            }

            End(words, word);
        }

        return words;
    }

    /// <returns>False where the rune ends a word.</returns>
    private static bool TryAdd(StringBuilder word, Rune rune)
    {
        if (rune.IsAscii)
        {
            return Rune.IsLetterOrDigit(rune) && Put(word, char.ToLowerInvariant((char)rune.Value));
        }

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
            Put(word, letter);
        }

        return true;
    }

    private static bool Put(StringBuilder word, char letter)
    {
        word.Append(letter);
        return true;
    }

    /// <summary>A mark that stands by itself behind the letter that it belongs to.</summary>
    private static bool IsAccent(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length == 0)
        {
            return;
        }

        var length = word.Length <= MaxLength ? word.Length : char.IsHighSurrogate(word[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        var text = word.ToString(0, length);
        word.Clear();
        if (!words.Contains(text, StringComparer.Ordinal))
        {
            words.Add(text);
        }
    }
}
