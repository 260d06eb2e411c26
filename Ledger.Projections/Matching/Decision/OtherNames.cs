using Ledger.Projections.Matching.Alignment;
using Ledger.Projections.Matching.Candidates;
using Ledger.Projections.Matching.Names;

namespace Ledger.Projections.Matching.Decision;

/// <summary>
/// Victor is no slip for Victoria: where a word of the description and the word of the name are both names that people have, the one is
/// hardly written for the other.
/// </summary>
internal static class OtherNames
{
    private const float Cost = 0.7f;
    private const int Established = 3;
    private const float SameWord = 0.15f;

    public static Region Judge(Region place, NameSpelling word, DescriptionWords words, Vocabulary vocabulary)
    {
        var piece = words.PieceAt(place.Start);
        if (place.Sounds || place.End > piece.End)
        {
            return place;
        }

        var written = words.Stream.Letters(piece.Start, piece.End);
        var isSlip = place.Cost < SameWord && place.End - place.Start == piece.End - piece.Start;
        return isSlip || written == word.Letters || !IsName(written, vocabulary) || !IsName(word.Letters, vocabulary)
            || Array.IndexOf(Nicknames.Of(word.Letters), written) >= 0
            ? place
            : place with { Cost = place.Cost + Cost };
    }

    private static bool IsName(string letters, Vocabulary vocabulary) =>
        Nicknames.IsKnown(letters)
        || (vocabulary.Find(new NameSpelling(letters, false)) is >= 0 and var id && vocabulary.UsersOf(id).Length >= Established);
}
