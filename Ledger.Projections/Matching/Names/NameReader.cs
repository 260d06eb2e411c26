using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Names;

/// <summary>The words of a user's name, as they are compared with descriptions.</summary>
internal static class NameReader
{
    private const int MaxWords = 6;
    private const int LongestFragment = 2;
    private const int ShortestPart = 3;

    /// <returns>Readings of the name, of which any may be meant; none for a name without letters.</returns>
    public static IReadOnlyList<NameWord[]> Read(string name) =>
        [.. PlainReader.Read(name).Select(Words).Where(words => words.Length > 0 && words.Any(word => word.Role != WordRole.Initial)).SelectMany(GluedNames.Add)];

    private static NameWord[] Words(LetterStream stream)
    {
        var (words, hyphened) = (new List<NameSpelling>(), new HashSet<int>());
        var surnameEnd = SignNames.SurnameEnd(stream);
        for (var start = 0; start < stream.Length;)
        {
            var end = start + 1;
            while (end < stream.Length && end != surnameEnd && !Splits(stream, end))
            {
                end++;
            }

            var letters = Alphabetic(stream.Letters(start, end));
            if (letters.Length > 0)
            {
                if (words.Count > 0 && start > 0 && Between(stream, start) == '-')
                {
                    hyphened.Add(words.Count);
                }

                words.Add(new NameSpelling(letters, stream.Glyphs[start].Foreign));
            }

            start = end;
        }

        return Roles(words, hyphened);
    }

    /// <summary>A blank, a sign or digits that stand for a blank, a capital after a word; not what is inside a word by accident.</summary>
    private static bool Splits(LetterStream stream, int i)
    {
        var (glyph, before) = (stream.Glyphs[i], stream.Glyphs[i - 1]);
        return glyph.Before == Gap.Space
            || (glyph.Before == Gap.Punctuation && Between(stream, i) is '-' or '.' or ',' or '_' or '/' or '+' or '&' or '\u00b7' or '\u2010' or '\u2011')
            || (glyph.Before == Gap.Punctuation && LettersFrom(stream, i, 1) > ShortestPart && LettersFrom(stream, i - 1, -1) > ShortestPart)
            || (glyph.Before != Gap.None && glyph.Foreign != before.Foreign)
            || (glyph.Before == Gap.Seam && !glyph.Foreign && !glyph.IsDigit && LettersFrom(stream, i, 1) >= ShortestPart
                && (before.IsDigit ? stream.Glyphs[Math.Max(i - 2, 0)].IsDigit && HasLettersBefore(stream, i) : LettersFrom(stream, i - 1, -1) >= ShortestPart));
    }

    private static bool HasLettersBefore(LetterStream stream, int i)
    {
        while (i > 0 && stream.Glyphs[i - 1].IsDigit)
        {
            i--;
        }

        return i > 0 && LettersFrom(stream, i - 1, -1) >= ShortestPart;
    }

    private static int LettersFrom(LetterStream stream, int i, int step)
    {
        var count = 0;
        for (; i >= 0 && i < stream.Length && !stream.Glyphs[i].IsDigit; i += step)
        {
            if (count > 0 && stream.Glyphs[step > 0 ? i : i + 1].Before != Gap.None)
            {
                break;
            }

            count++;
        }

        return count;
    }

    private static char Between(LetterStream stream, int i) =>
        stream.Glyphs[i].Source > 0 ? stream.Text[stream.Glyphs[i].Source - 1] : ' ';

    /// <summary>
    /// Digits that stand for letters as those, but 1, which may be two of them; a number is dropped.
    /// </summary>
    private static string Alphabetic(string letters)
    {
        if (!letters.Any(char.IsAsciiDigit))
        {
            return letters;
        }

        return letters.All(char.IsAsciiDigit) ? string.Empty
            : string.Concat(letters.Select((letter, i) => StandsForLetter(letters, i) && letter != '1' ? Leet.Letter(letter) : letter)
                .Where((letter, i) => !char.IsAsciiDigit(letter) || StandsForLetter(letters, i)));
    }

    /// <summary>Up to three digits inside a word, two at its beginning, one at its end.</summary>
    private static bool StandsForLetter(string letters, int i)
    {
        var (start, end) = (i, i);
        while (start > 0 && char.IsAsciiDigit(letters[start - 1]))
        {
            start--;
        }

        while (end < letters.Length && char.IsAsciiDigit(letters[end]))
        {
            end++;
        }

        return end - start <= (end == letters.Length ? 1 : start == 0 ? 2 : 3);
    }

    private static NameWord[] Roles(List<NameSpelling> words, HashSet<int> hyphened)
    {
        var plain = words.Where(word => !Titles.IsTitle(word.Letters) || word.Letters.Length == 1).ToList();
        var kept = plain.Exists(word => word.Letters.Length > 1) ? plain : words;
        if (kept.Count > MaxWords)
        {
            kept = [.. kept.Take(MaxWords - 1), kept[^1]];
        }

        var (first, last) = (kept.FindIndex(IsWhole), kept.FindLastIndex(IsWhole));
        return [.. kept.Select((word, i) => new NameWord(word, RoleOf(word, i)))];

        bool IsWhole(NameSpelling word) => word.Letters.Length > LongestFragment && !Titles.IsParticle(word.Letters);

        WordRole RoleOf(NameSpelling word, int i) => word.Letters.Length == 1 && !IsSign(word.Letters[0]) ? WordRole.Initial
            : Titles.IsParticle(word.Letters) && kept.Count > 2 ? WordRole.Particle
            : hyphened.Contains(words.IndexOf(word)) && kept.Count > 2 ? WordRole.Half
            : i == first || i == last || first < 0 || kept.Count <= 2 ? WordRole.Needed
            : WordRole.Middle;
    }

    private static bool IsSign(char letter) => !char.IsAscii(letter);
}
