namespace Ledger.Projections.Matching.Text;

/// <summary>Whether letters and digits look made by a machine: many digits, capitals in the middle, few small
/// letters between capitals, no vowels.</summary>
internal static class ReferenceShape
{
    private const int LongWord = 10;
    private const int ManyLetters = 8;

    /// <summary>Consonants in a row.</summary>
    private const int LongRun = 5;

    public static bool Fits(LetterStream stream, int start, int end)
    {
        var length = end - start;
        while (start < end && stream.Glyphs[start].IsDigit)
        {
            start++;
        }

        while (end > start && stream.Glyphs[end - 1].IsDigit)
        {
            end--;
        }

        return start == end || (!stream.Glyphs[start].Foreign && Fits(stream, start, end, length));
    }

    /// <param name="length">With the digits around the letters, which by themselves are no sign of a machine: a number is glued to a name.</param>
    private static bool Fits(LetterStream stream, int start, int end, int length)
    {
        var (digits, odd, changes, vowels, small, capitals, run, longestRun) = (0, 0, 0, 0, 0, 0, 0, 0);
        for (var i = start; i < end; i++)
        {
            var glyph = stream.Glyphs[i];
            var isVowel = "aeiouy".Contains(glyph.Letter, StringComparison.Ordinal);
            run = glyph.IsDigit || isVowel ? 0 : run + 1;
            longestRun = Math.Max(longestRun, run);
            digits += glyph.IsDigit ? 1 : 0;
            odd += glyph.Letter is '2' or '6' or '9' ? 1 : 0;
            vowels += isVowel ? 1 : 0;
            small += char.IsLower(stream.Text[glyph.Source]) ? 1 : 0;
            capitals += char.IsUpper(stream.Text[glyph.Source]) ? 1 : 0;
            changes += i > start + 1 && Changes(stream.Text[stream.Glyphs[i - 1].Source], stream.Text[glyph.Source]) ? 1 : 0;
        }

        var letters = end - start - digits;
        return (vowels == 0 && letters >= 4)
            || (letters <= 2 && length >= 4)
            || (digits >= 3 && digits * 2 > end - start)
            || (length >= LongWord && (digits * 3 >= end - start || (digits > 0 && changes >= 3) || (digits > 0 && changes + digits >= 3 && capitals >= 3 && small > 0)))
            || (length >= LongWord && digits >= 3 && odd > 0)
            || (letters >= ManyLetters && changes >= 3 && capitals >= small && small > 0)
            || (letters >= ManyLetters && changes >= 4 && small * 2 < changes * 3)
            || (letters >= ManyLetters && changes >= 3 && longestRun >= LongRun - 1 && small * 2 < changes * 5)
            || (letters >= ManyLetters && changes + digits >= 1 && longestRun >= LongRun);
    }

    private static bool Changes(char before, char here) =>
        (char.IsLower(here) && char.IsUpper(before)) || (char.IsUpper(here) && char.IsLower(before));
}
