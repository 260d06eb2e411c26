using Ledger.Projections.Matching.Alignment;
using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Decision;

/// <summary>What stands around and between the words of a name that were found.</summary>
internal sealed class Surroundings(DescriptionWords words)
{
    private const int ShortestWord = 2;

    /// <summary>For what stands between the words, and for a place where another than the payer is named.</summary>
    /// <param name="places">In the order of the text.</param>
    public double Loss(List<Region> places)
    {
        var loss = 0.0;
        for (var i = 1; i < places.Count; i++)
        {
            var (others, references) = Between(places[i - 1].End, places[i].Start);
            loss += (Math.Min(others, 3) * Weights.WordBetween) + (references ? Weights.ReferenceBetween : 0);
            loss += RoleBefore(places[i], places[i - 1].End) == PieceKind.Payee ? Weights.PayeeBetween : 0;
        }

        return loss + (IsAfterPayee(places[0]) ? Weights.AfterPayee : 0);
    }

    public bool IsAfterPayee(Region place) => RoleBefore(place, 0) == PieceKind.Payee;

    public bool IsAfterPayer(Region place) => RoleBefore(place, 0) == PieceKind.Payer;

    /// <summary>Whether a word that may be another name of the same person stands right before or behind.</summary>
    public bool HasWordBeside(List<Region> places) => places.Exists(place => IsOther(place.Start - 1, places) || IsOther(place.End, places));

    /// <summary>Whether any other word may be a name, but for what is said of the one who is paid.</summary>
    public bool HasWordElsewhere(List<Region> places) =>
        words.Pieces.Where((piece, i) => i == 0 || words.Pieces[i - 1].Kind != PieceKind.Payee).Any(piece => IsOther(piece.Start, places));

    public bool IsBoilerplate(Region place) =>
        words.PieceAt(place.Start) is { InReference: false } piece && place.End <= piece.End
        && (words.Common[words.IndexAt(place.Start)] || words.IsBoilerplate(words.Stream.Letters(piece.Start, piece.End))
            || words.IsBoilerplate(words.Stream.Letters(place.Start, place.End)));

    public bool InReference(Region place) => words.PieceAt(place.Start).InReference;

    /// <summary>Whether the place is one or more whole words.</summary>
    public bool IsWhole(Region place) =>
        words.Stream.Glyphs[place.Start].Before >= Gap.Punctuation
        && (place.End == words.Stream.Length || words.Stream.Glyphs[place.End].Before >= Gap.Punctuation);

    private bool IsOther(int at, List<Region> places)
    {
        if (at < 0 || at >= words.Stream.Length || words.Common[words.IndexAt(at)])
        {
            return false;
        }

        var piece = words.PieceAt(at);
        return piece.End - piece.Start >= ShortestWord && !places.Exists(place => place.Start < piece.End && piece.Start < place.End);
    }

    private (int Others, bool References) Between(int from, int to)
    {
        var (others, references) = (0, false);
        for (var at = from; at < to; at = words.PieceAt(at).End)
        {
            var piece = words.PieceAt(at);
            references |= piece.InReference;
            others += piece.Start >= from && piece.End <= to && piece.End - piece.Start >= ShortestWord && !words.Common[words.IndexAt(at)] ? 1 : 0;
        }

        return (others, references);
    }

    /// <summary>By the word before, or by the letters before in a glued one.</summary>
    /// <param name="from">Where the word of the name before it ends.</param>
    private PieceKind RoleBefore(Region place, int from)
    {
        if (place.Start <= from)
        {
            return PieceKind.Word;
        }

        var piece = words.PieceAt(place.Start - 1);
        var end = Math.Min(piece.End, place.Start);
        return piece.Kind is PieceKind.Payee or PieceKind.Payer && end == piece.End ? piece.Kind
            : !piece.InReference && PaymentWords.EndsInFor(words.Stream.Letters(Math.Max(piece.Start, from), end)) ? PieceKind.Payee
            : PieceKind.Word;
    }
}
