using System.Globalization;
using System.Text;
using Ledger.Projections.Search;

namespace Ledger.Projections.Matching.Text;

/// <summary>Small letters without accents; letters that only look like others, or stand for several, as those.</summary>
internal static class PlainLetters
{
    /// <summary>A letter, then what it is written as.</summary>
    private static readonly Dictionary<char, string> Special =
        "æae œoe øo đd ðd þth łl ħh ıi ŋn əe ŧt ƒf ɓb ɗd ƙk ʻ ʼ".Split(' ')
            .ToDictionary(pair => pair[0], pair => pair[1..]);

    /// <returns>One or more small letters, or nothing for a mark that belongs to the letter before it.</returns>
    public static string Of(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.ToLowerInvariant((char)rune.Value).ToString();
        }

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
        {
            return string.Empty;
        }

        var small = Rune.ToLowerInvariant(rune);
        if (!small.IsBmp)
        {
            return Styled(rune) ?? small.ToString();
        }

        var letter = (char)small.Value;
        return Special.GetValueOrDefault(letter) ?? KeepsIts(letter) ?? Small(BaseLetters.Of(letter)) ?? small.ToString();
    }

    /// <summary>Some letters are others with a mark only in form: another sound is meant.</summary>
    private static string? KeepsIts(char letter) => letter is 'й' or 'ї' or 'ё' or 'ў' ? letter.ToString() : null;

    private static string? Small(string? letters) => letters is "æ" ? "ae" : letters is "ø" ? "o" : letters;

    /// <summary>Mathematical alphabets (bold, script, double-struck …): 52 letters each, from U+1D400 on; circled and squared letters.</summary>
    private static string? Styled(Rune rune) => rune.Value switch
    {
        >= 0x1D400 and < 0x1D6A4 => ((char)('a' + ((rune.Value - 0x1D400) % 26))).ToString(),
        >= 0x1F130 and < 0x1F14A => ((char)('a' + (rune.Value - 0x1F130))).ToString(),
        >= 0x1F150 and < 0x1F16A => ((char)('a' + (rune.Value - 0x1F150))).ToString(),
        >= 0x1D7CE and < 0x1D800 => ((char)('0' + ((rune.Value - 0x1D7CE) % 10))).ToString(),
        _ => null,
    };
}
