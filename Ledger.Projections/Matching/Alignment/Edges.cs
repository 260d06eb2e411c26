using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Alignment;

/// <summary>What it costs that a word begins or ends inside a word of the text, by what is left of that word.</summary>
internal sealed class Edges(LetterStream stream, DescriptionWords words)
{
    private const float FirstLetter = 0.75f;
    private const float PerLetter = 0.45f;
    private const float Sign = 0.3f;
    private const float Known = 0.08f;
    private const float Machine = 0.3f;
    private const float Seam = 0.45f;
    private const int MostLetters = 5;

    /// <summary>What is between two words of the name is left of both.</summary>
    private const float Shared = 0.5f;

    /// <param name="covered">Where another word of the same name ends, at or before which the rest is explained.</param>
    public float Left(int start, int covered)
    {
        var from = start;
        while (from > covered && from > 0 && stream.Glyphs[from].Before < Gap.Punctuation && !stream.Glyphs[from - 1].IsDigit)
        {
            from--;
        }

        return Cost(from, start, start) * (from == covered && from > 0 && from < start ? Shared : 1);
    }

    public float Right(int end, int covered)
    {
        var to = end;
        while (to < covered && to < stream.Length && stream.Glyphs[to].Before < Gap.Punctuation && !stream.Glyphs[to].IsDigit)
        {
            to++;
        }

        return Cost(end, to, end) * (to == covered && end < to ? Shared : 1);
    }

    private float Cost(int from, int to, int at)
    {
        if (from == to)
        {
            return 0;
        }

        var rest = stream.Letters(from, to);
        if (words.IsCommon(rest))
        {
            return Known;
        }

        var seam = stream.Glyphs[at].Before == Gap.Seam;
        if (seam && stream.Glyphs[at].Foreign)
        {
            return Math.Min(Signs(from, to) * Sign, MostLetters * PerLetter);
        }

        if (stream.Glyphs[from].Foreign)
        {
            return SoundOf(rest);
        }

        if (words.PieceAt(at == to ? from : at).InReference)
        {
            return Machine;
        }

        // Words of payments glued to one another, as in "howardfordeel": the first one is known.
        var letters = FirstLetter + ((Math.Min(rest.Length, MostLetters) - 1) * PerLetter);
        var known = at == from ? words.StartsCommon(rest) : words.EndsCommon(rest);
        return known ? Math.Min(letters, Known + 0.2f) : seam ? Math.Min(letters, Seam) : letters;
    }

    private int Signs(int from, int to)
    {
        var signs = 0;
        for (var i = from; i < to; i++)
        {
            signs += stream.Glyphs[i].Before == Gap.None ? 0 : 1;
        }

        return signs;
    }

    /// <summary>Of a romanised word a weak sound at the end may be left, as the last letter of אמה, Emma.</summary>
    private static float SoundOf(string rest)
    {
        var cost = 0f;
        for (var i = 0; i < rest.Length; i++)
        {
            cost += SoundCosts.Drop(rest[i], i > 0 ? rest[i - 1] : 'n', i + 1 < rest.Length ? rest[i + 1] : ' ');
        }

        return Math.Min(cost, MostLetters * PerLetter);
    }
}
