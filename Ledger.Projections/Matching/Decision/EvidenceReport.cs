using Ledger.Projections.Matching.Names;
using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Decision;

/// <summary>Which words of a name were found where, and how, for people to read.</summary>
internal static class EvidenceReport
{
    public static IReadOnlyList<MatchEvidence> Of(Candidate candidate)
    {
        var evidence = new List<MatchEvidence>();
        var (name, words) = (candidate.Reading.Words, candidate.Fit.Words);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Found)
            {
                var place = words[i].Place;
                evidence.Add(new MatchEvidence(
                    name[i].Spelling.Letters,
                    candidate.Stream.Written(place.Start, place.End),
                    candidate.Stream.Glyphs[place.Start].Source,
                    KindOf(words[i], name[i], candidate.Stream),
                    Math.Round(place.Cost, 2)));
            }
        }

        return evidence;
    }

    private static MatchKind KindOf(WordFit word, NameWord name, LetterStream stream)
    {
        var (start, end) = (word.Place.Start, word.Place.End);
        var same = stream.Letters(start, end) == name.Spelling.Letters;
        return word.IsInitial ? MatchKind.Initial
            : word.Place.Nickname ? MatchKind.Nickname
            : word.Place.Sounds && !(same && name.Spelling.Foreign && stream.Glyphs[start].Foreign) ? MatchKind.Transliterated
            : IsTorn(stream, start, end) ? MatchKind.Torn
            : !same ? MatchKind.Typo
            : IsGlued(stream, start) || (end < stream.Length && IsGlued(stream, end)) ? MatchKind.Glued
            : MatchKind.Exact;
    }

    private static bool IsTorn(LetterStream stream, int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (stream.Glyphs[i].Before >= Gap.Punctuation)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGlued(LetterStream stream, int at) => stream.Glyphs[at].Before < Gap.Punctuation;
}
