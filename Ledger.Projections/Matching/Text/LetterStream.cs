namespace Ledger.Projections.Matching.Text;

/// <summary>The letters and digits of a text in a row, and the pieces that gaps make of them.</summary>
internal sealed class LetterStream(string text, Glyph[] glyphs)
{
    public string Text => text;

    public Glyph[] Glyphs => glyphs;

    public int Length => glyphs.Length;

    /// <summary>Whether any letter comes from another script.</summary>
    public bool HasForeign { get; } = Array.Exists(glyphs, glyph => glyph.Foreign);

    public string Letters(int start, int end) => string.Create(end - start, (glyphs, start), static (span, of) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = of.glyphs[of.start + i].Letter;
        }
    });

    /// <summary>The text as it is written, from one letter to another.</summary>
    public string Written(int start, int end) => text[glyphs[start].Source..Math.Max(glyphs[start].SourceEnd, glyphs[end - 1].SourceEnd)];
}
