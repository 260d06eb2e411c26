using Ledger.Projections.Matching.Names;
using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Alignment;

/// <summary>
/// Finds where a word stands in a stream of letters, with errors: Sellers' algorithm, an edit distance of which the beginning and the end
/// in the text are free, with swaps, and with costs that know blanks, digits and sounds. One aligner serves one thread.
/// </summary>
internal sealed class WordAligner
{
    private const float TornBySpace = 0.3f;
    private const float TornBySign = 0.08f;
    private const float InsideWord = 0.75f;
    private const int MostRegions = 5;
    private float[] _cost = new float[1024];
    private int[] _start = new int[1024];

    /// <returns>The best places that do not overlap, best first.</returns>
    public IReadOnlyList<Region> Find(DescriptionWords words, NameSpelling word, float limit)
    {
        var stream = words.Stream;
        var (m, n, width) = (word.Letters.Length, stream.Length, stream.Length + 1);
        if (_cost.Length < width * 3)
        {
            (_cost, _start) = (new float[width * 3], new int[width * 3]);
        }

        for (var j = 0; j <= n; j++)
        {
            (_cost[j], _start[j]) = (StartCost(stream, j), j);
        }

        for (var i = 1; i <= m; i++)
        {
            if (Row(stream, word, i, width) > limit + 0.3f)
            {
                return [];
            }
        }

        return Best(words, word, m % 3 * width, limit);
    }

    /// <summary>A word rather begins where a word begins; what it truly costs is judged later, when its neighbours are known.</summary>
    private static float StartCost(LetterStream stream, int j) =>
        j == stream.Length || stream.Glyphs[j].Before >= Gap.Punctuation ? 0 : stream.Glyphs[j].Before == Gap.Seam ? 0.1f : 0.3f;

    /// <returns>The least cost in the row.</returns>
    private float Row(LetterStream stream, NameSpelling word, int i, int width)
    {
        var (row, above, before) = (i % 3 * width, (i + 2) % 3 * width, (i + 1) % 3 * width);
        var (letter, previous) = (word.Letters[i - 1], i > 1 ? word.Letters[i - 2] : ' ');
        var glyphs = stream.Glyphs;
        var latinDrop = letter == previous ? LatinCosts.Doubled : i == 1 ? LatinCosts.MissingFirst
            : LatinCosts.IsVowel(letter) ? LatinCosts.MissingVowel : LatinCosts.Missing;
        var soundDrop = SoundCosts.Drop(letter, previous, i < word.Letters.Length ? word.Letters[i] : ' ');
        _cost[row] = _cost[above] + latinDrop;
        _start[row] = 0;
        var least = _cost[row];
        for (var j = 1; j < width; j++)
        {
            var glyph = glyphs[j - 1];
            var sounds = word.Foreign || glyph.Foreign;
            var torn = glyph.Before switch { Gap.Space => IsSpaced(glyphs, j - 1) ? TornBySign : TornBySpace, Gap.Punctuation => TornBySign, _ => 0f };

            var (best, start) = (_cost[above + j - 1], _start[above + j - 1]);
            best += (sounds ? SoundCosts.Substitute(letter, glyph.Letter) : LatinCosts.Substitute(letter, glyph.Letter)) + (start < j - 1 ? torn : 0);

            var drop = _cost[above + j] + (sounds ? soundDrop : latinDrop);
            if (drop < best)
            {
                (best, start) = (drop, _start[above + j]);
            }

            if (_start[row + j - 1] < j - 1)
            {
                var last = glyphs[j - 2].Letter;
                var extra = glyph.IsDigit ? LatinCosts.ExtraDigit
                    : sounds ? SoundCosts.Drop(glyph.Letter, last, j < width - 1 ? glyphs[j].Letter : ' ') : LatinCosts.ExtraAfter(glyph.Letter, last);
                extra += _cost[row + j - 1] + torn;
                if (extra < best)
                {
                    (best, start) = (extra, _start[row + j - 1]);
                }
            }

            if (i > 1 && j > 1 && letter == glyphs[j - 2].Letter && previous == glyph.Letter && letter != previous)
            {
                var swap = _cost[before + j - 2] + LatinCosts.Swap + torn;
                if (swap < best)
                {
                    (best, start) = (swap, _start[before + j - 2]);
                }
            }

            (_cost[row + j], _start[row + j]) = (best, start);
            least = Math.Min(least, best);
        }

        return least;
    }

    /// <summary>A single letter between blanks before this one, as in <c>E M M A</c>.</summary>
    private static bool IsSpaced(Glyph[] glyphs, int at) => at > 0 && glyphs[at - 1].Before == Gap.Space;

    private List<Region> Best(DescriptionWords words, NameSpelling word, int row, float limit)
    {
        var stream = words.Stream;
        var found = new List<Region>();
        for (var end = 1; end <= stream.Length; end++)
        {
            var start = _start[row + end];
            var cost = _cost[row + end] - StartCost(stream, start);
            if (cost <= limit && start < end)
            {
                var sounds = word.Foreign || stream.Glyphs[start].Foreign;
                if (sounds && ((end - start) * 20 < word.Letters.Length * 9 || words.PieceAt(start).InReference))
                {
                    continue;
                }

                found.Add(new Region(start, end, Math.Max(cost, 0), word.Letters.Length, Region.BitsOf(word.Letters, sounds), sounds));
            }
        }

        found.Sort((one, other) => Rank(words, one).CompareTo(Rank(words, other)));
        var kept = new List<Region>(MostRegions);
        foreach (var region in found)
        {
            if (kept.Count < MostRegions && kept.Count(better => better.Overlaps(region)) < 2)
            {
                kept.Add(region);
            }
        }

        return kept;
    }

    /// <summary>Whole words first; in a glued word the next letters may be another's.</summary>
    private static float Rank(DescriptionWords words, Region region) =>
        region.Cost
        + (words.PieceAt(region.Start).Start < region.Start && !words.Stream.Glyphs[region.Start - 1].IsDigit ? InsideWord : 0)
        + (words.PieceAt(region.End - 1).End > region.End && !words.Stream.Glyphs[region.End].IsDigit ? InsideWord : 0);
}
