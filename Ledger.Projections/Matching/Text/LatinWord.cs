using System.Text;

namespace Ledger.Projections.Matching.Text;

/// <summary>The letters of a Latin word; digits stay digits, since whether one stands for a letter is for the comparison to say.</summary>
internal static class LatinWord
{
    public static void Add(List<Glyph> glyphs, string text, ScriptRun run, Gap gap, bool lookAlikes)
    {
        for (var i = run.Start; i < run.End;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            var plain = lookAlikes && rune.IsBmp && LookAlikes.TryLatin((char)rune.Value, out var latin) ? latin.ToString() : PlainLetters.Of(rune);
            if (lookAlikes && plain is [> '\u007f'])
            {
                plain = Scripts.Of(plain[0]) ?? plain;
            }

            foreach (var letter in plain)
            {
                glyphs.Add(new Glyph(letter, i, i + length, gap == Gap.None && IsSeam(text, run, i) ? Gap.Seam : gap, false));
                gap = Gap.None;
            }

            i += length;
        }
    }

    /// <summary>As in <c>EmmaBrown</c>, <c>CNTREmma</c>, <c>Emma77</c> and <c>77Emma</c>, before the second part.</summary>
    private static bool IsSeam(string text, ScriptRun run, int i)
    {
        if (i == run.Start)
        {
            return false;
        }

        var (before, here) = (text[i - 1], text[i]);
        return (char.IsLower(before) && char.IsUpper(here))
            || char.IsDigit(before) != char.IsDigit(here)
            || (char.IsUpper(before) && char.IsUpper(here) && i + 1 < run.End && char.IsLower(text[i + 1]));
    }
}
