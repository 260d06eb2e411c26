using System.Text;

namespace Ledger.Projections.Matching.Text;

/// <summary>The letters of a word of another script, romanised.</summary>
internal static class ForeignWord
{
    public static void AddByTable(List<Glyph> glyphs, string text, ScriptRun run, Gap gap)
    {
        for (var i = run.Start; i < run.End; i++)
        {
            var plain = char.IsSurrogate(text[i]) ? text[i].ToString() : PlainLetters.Of(new Rune(text[i]));
            var width = 1;
            var roman = plain.Length == 0 ? string.Empty : Scripts.Of(plain[0]) ?? plain;
            if (i + 1 < run.End && plain.Length == 1 && !char.IsSurrogate(text[i + 1]) && PairAt(text, i, plain) is { } pair)
            {
                (roman, width) = (pair, 2);
            }

            foreach (var letter in roman)
            {
                glyphs.Add(new Glyph(letter, i, i + width, gap, !char.IsAsciiDigit(letter)));
                gap = Gap.None;
            }

            i += width - 1;
        }
    }

    /// <summary>Each sign is a syllable, after which a name can end.</summary>
    public static void AddBySign(List<Glyph> glyphs, string text, ScriptRun run, Gap gap)
    {
        for (var i = run.Start; i < run.End;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            var roman = rune.IsAscii ? PlainLetters.Of(rune) : IcuRomanizer.Of(rune.ToString()) ?? PlainLetters.Of(rune);
            foreach (var letter in roman)
            {
                glyphs.Add(new Glyph(letter, i, i + length, gap, !rune.IsAscii));
                gap = Gap.None;
            }

            gap = gap == Gap.None ? Gap.Seam : gap;
            i += length;
        }
    }

    private static string? PairAt(string text, int i, string plain) =>
        PlainLetters.Of(new Rune(text[i + 1])) is { Length: 1 } next ? Scripts.OfPair(plain + next) : null;
}
