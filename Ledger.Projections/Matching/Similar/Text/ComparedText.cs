using System.Globalization;
using System.Text;
using Ledger.Projections.Matching.Text;
using Ledger.Projections.Search;

namespace Ledger.Projections.Matching.Similar.Text;

/// <summary>
/// A text as it is compared: its words in small letters without accents, points and vowel signs, a blank between them. Digits of every
/// script are those of ASCII. A text without letters and digits is known by its signs.
/// </summary>
internal static class ComparedText
{
    /// <summary>Longer texts are known by their beginning; no description with its reference takes more places, but where one sign is written as several letters.</summary>
    public const int MaxLength = 1_300;

    /// <summary>The connecting line that Arabic words are drawn out with.</summary>
    private const char Tatweel = '\u0640';

    /// <summary>A letter, then forms that are written for it: of Arabic with its hamza, of Persian, of Hebrew with a point in one sign.</summary>
    private const string Forms =
        "\u0627\u0623\u0625\u0622\u0671 \u0648\u0624 \u064A\u0626\u0649\u06CC \u0647\u0629 \u0643\u06A9 "
        + "\u05D0\uFB21\uFB2E\uFB2F\uFB30 \u05D1\uFB31\uFB4C \u05D2\uFB32 \u05D3\uFB22\uFB33 \u05D4\uFB23\uFB34 \u05D5\uFB35\uFB4B \u05D6\uFB36 "
        + "\u05D8\uFB38 \u05D9\uFB1D\uFB39 \u05DA\uFB3A \u05DB\uFB24\uFB3B\uFB4D \u05DC\uFB25\uFB3C \u05DE\uFB3E \u05DD\uFB26 \u05E0\uFB40 \u05E1\uFB41 "
        + "\u05E2\uFB20 \u05E3\uFB43 \u05E4\uFB44\uFB4E \u05E6\uFB46 \u05E7\uFB47 \u05E8\uFB27\uFB48 \u05E9\uFB2A\uFB2B\uFB2C\uFB2D\uFB49 \u05EA\uFB28\uFB4A";

    private static readonly Dictionary<char, char> Letters =
        Forms.Split(' ').SelectMany(line => line[1..].Select(form => (Form: form, Letter: line[0]))).ToDictionary(pair => pair.Form, pair => pair.Letter);

    public static string Of(string? text)
    {
        var writer = new WordWriter(stackalloc char[MaxLength]);
        Write(ref writer, text, signsCount: false);
        if (writer.IsEmpty)
        {
            Write(ref writer, text, signsCount: true);
        }

        return writer.ToString();
    }

    private static void Write(ref WordWriter writer, ReadOnlySpan<char> text, bool signsCount)
    {
        while (!text.IsEmpty)
        {
            if (char.IsAscii(text[0]))
            {
                if (char.IsAsciiLetterOrDigit(text[0]) || (signsCount && text[0] > ' '))
                {
                    writer.Put(char.ToLowerInvariant(text[0]));
                }
                else
                {
                    writer.End();
                }

                text = text[1..];
                continue;
            }

            Rune.DecodeFromUtf16(text, out var rune, out var length);
            Write(ref writer, rune, signsCount);
            text = text[length..];
        }

        writer.End();
    }

    private static void Write(ref WordWriter writer, Rune rune, bool signsCount)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format || rune.Value == Tatweel)
        {
            return;
        }

        if (category == UnicodeCategory.DecimalDigitNumber)
        {
            writer.Put((char)('0' + (int)Rune.GetNumericValue(rune)));
        }
        else if (Rune.IsLetterOrDigit(rune) || category == UnicodeCategory.SpacingCombiningMark || (signsCount && !Rune.IsWhiteSpace(rune)))
        {
            writer.Put(Folded(rune));
        }
        else
        {
            writer.End();
        }
    }

    private static string Folded(Rune rune)
    {
        // By way of the capital, which letters with two small forms share, such as the two sigmas.
        var small = Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
        if (small.IsBmp && Letters.TryGetValue((char)small.Value, out var letter))
        {
            return letter.ToString();
        }

        return (small.IsBmp ? BaseLetters.Of((char)small.Value) : null) ?? PlainLetters.Of(small);
    }
}
