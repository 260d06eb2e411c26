namespace Ledger.Projections.Matching.Text;

/// <summary>Reads a text as plain letters.</summary>
internal static class PlainReader
{
    /// <summary>What a description or name is read up to: it bounds the work of a comparison.</summary>
    private const int MaxGlyphs = 600;

    /// <returns>
    /// One reading, or a second where a word of another alphabet could as well be a Latin one that is drawn with its letters.
    /// </returns>
    public static IReadOnlyList<LetterStream> Read(string text)
    {
        var runs = ScriptRuns.Of(text);
        var first = Read(text, runs, false);
        return runs.Exists(run => run.CouldBeLatin) ? [first, Read(text, runs, true)] : [first];
    }

    private static LetterStream Read(string text, List<ScriptRun> runs, bool twinsAreLatin)
    {
        var (glyphs, gap, end) = (new List<Glyph>(text.Length), Gap.Space, 0);
        foreach (var run in runs)
        {
            gap = Between(text.AsSpan(end, run.Start - end), gap, end == 0);
            end = run.End;
            if (glyphs.Count < MaxGlyphs)
            {
                Add(glyphs, text, run, gap, twinsAreLatin);
                gap = Gap.None;
            }
        }

        return new LetterStream(text, [.. glyphs]);
    }

    private static Gap Between(ReadOnlySpan<char> between, Gap before, bool first)
    {
        var gap = first ? Gap.Space : before;
        foreach (var sign in between)
        {
            var here = char.IsWhiteSpace(sign) || sign is '\u00a0' ? Gap.Space : Gap.Punctuation;
            gap = here > gap ? here : gap;
        }

        return gap;
    }

    private static void Add(List<Glyph> glyphs, string text, ScriptRun run, Gap gap, bool twinsAreLatin)
    {
        switch (run.Kind)
        {
            case ScriptKind.Latin:
                LatinWord.Add(glyphs, text, run, gap, lookAlikes: false);
                break;
            case ScriptKind.Mixed:
                LatinWord.Add(glyphs, text, run, gap, lookAlikes: true);
                break;
            case ScriptKind.Alphabet when twinsAreLatin && run.CouldBeLatin:
                LatinWord.Add(glyphs, text, run, gap, lookAlikes: true);
                break;
            case ScriptKind.Alphabet:
                ForeignWord.AddByTable(glyphs, text, run, gap);
                break;
            default:
                ForeignWord.AddBySign(glyphs, text, run, gap);
                break;
        }
    }
}
