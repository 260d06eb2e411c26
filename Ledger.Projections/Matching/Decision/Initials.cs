using Ledger.Projections.Matching.Alignment;
using Ledger.Projections.Matching.Names;
using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Decision;

/// <summary>An initial on either side: <c>Emma B</c> for Emma Brown, <c>E. Brown</c>, <c>EBrown</c>.</summary>
internal static class Initials
{
    /// <summary>What is glued to an initial is the other name without much doubt.</summary>
    private const float SureCost = 0.1f;

    /// <summary>Looks beside the words that were found for those that were not.</summary>
    public static void Add(DescriptionWords words, NameWord[] name, WordFit[] found, List<Region> places)
    {
        var taken = new HashSet<int>();
        for (var i = 0; i < found.Length; i++)
        {
            if (!found[i].Found && Beside(words, name[i], places, taken) is { } place)
            {
                found[i] = new WordFit(true, place, true);
                taken.Add(place.Start);
            }
        }

        foreach (var word in found)
        {
            if (word is { Found: true, IsInitial: true })
            {
                places.Add(word.Place);
            }
        }

        places.Sort((one, other) => one.Start.CompareTo(other.Start));
    }

    /// <summary>Whether the letter left of a word, in the same piece, is an initial of the name.</summary>
    public static bool Explains(DescriptionWords words, NameWord[] name, WordFit[] found, int start) =>
        start > 0 && words.Stream.Glyphs[start].Before < Gap.Punctuation && words.PieceAt(start).Start == start - 1
        && Array.Exists(found, word => word.IsInitial && word.Place.Start == start - 1) && name.Length > 1;

    private static Region? Beside(DescriptionWords words, NameWord word, List<Region> places, HashSet<int> taken)
    {
        var (letter, stream) = (word.Spelling.Letters[0], words.Stream);
        for (var i = 0; i < places.Count; i++)
        {
            var (start, end) = (places[i].Start, places[i].End);
            while (end < stream.Length && stream.Glyphs[end].IsDigit)
            {
                end++;
            }

            if (Free(start - 1, places) && stream.Glyphs[start - 1].Letter == letter && Stands(start - 1, places[i]))
            {
                return new Region(start - 1, start, 0, 1, 4, false);
            }

            if (word.Role == WordRole.Initial && Free(end, places) && stream.Glyphs[end].Letter == letter && stream.Glyphs[end].Before <= Gap.Seam
                && !words.PieceAt(end).InReference)
            {
                return new Region(end, words.PieceAt(end).End, 0, 1, 4, false);
            }

            end += Free(end, places) && IsOtherInitial(words.PieceAt(end)) ? 1 : 0;
            if (Free(end, places) && Fits(words.PieceAt(end)))
            {
                return PlaceOf(words.PieceAt(end));
            }

            if (Free(start - 1, places) && Fits(words.PieceAt(start - 1)))
            {
                return PlaceOf(words.PieceAt(start - 1));
            }
        }

        return word.Role == WordRole.Initial && TheOnlyOther(words, places) is { } other && Fits(other) ? PlaceOf(other) : null;

        bool Free(int at, List<Region> others) =>
            at >= 0 && at < stream.Length && !taken.Contains(at) && !others.Exists(other => other.Start <= at && at < other.End);

        // A single letter that stands for the word, alone or glued to the next one.
        bool Stands(int at, Region next) =>
            stream.Glyphs[at].Before != Gap.None && word.Role is WordRole.Needed or WordRole.Middle or WordRole.Initial
            && words.PieceAt(at).Start == at && (words.PieceAt(at).End == next.Start || next.Cost <= SureCost);

        // A whole word for an initial of the list, or a single letter for a word of the list.
        bool Fits(Piece piece) =>
            stream.Glyphs[piece.Start].Letter == letter
            && !places.Exists(other => other.Start < piece.End && piece.Start < other.End)
            && (piece.End - piece.Start == 1 || (word.Role == WordRole.Initial && IsNamelike(piece)));

        bool IsNamelike(Piece piece) =>
            !words.Common[words.IndexAt(piece.Start)] || Titles.IsParticle(stream.Letters(piece.Start, piece.End));

        bool IsOtherInitial(Piece piece) => piece.End - piece.Start == 1 && stream.Glyphs[piece.Start] is { IsDigit: false } && !Fits(piece);

        static Region? PlaceOf(Piece piece) => new Region(piece.Start, piece.End, 0, 1, 4, false);
    }

    /// <summary>The one word elsewhere that may be a name, where there is only one: a reference tore the name apart.</summary>
    private static Piece? TheOnlyOther(DescriptionWords words, List<Region> places)
    {
        Piece? only = null;
        for (var i = 0; i < words.Pieces.Length; i++)
        {
            var piece = words.Pieces[i];
            if (!words.Common[i] && piece.End - piece.Start > 1 && (i == 0 || words.Pieces[i - 1].Kind != PieceKind.Payee)
                && !places.Exists(place => place.Start < piece.End && piece.Start < place.End))
            {
                if (only is not null)
                {
                    return null;
                }

                only = piece;
            }
        }

        return only;
    }
}
