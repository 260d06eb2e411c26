using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Alignment;

/// <summary>The pieces of a description, and which of them are said by descriptions in general.</summary>
internal sealed class DescriptionWords
{
    /// <summary>Shorter ones are parts of too many words.</summary>
    private const int ShortestCommon = 3;
    private readonly Piece[] _pieces;
    private readonly int[] _pieceOf;
    private readonly Func<string, bool> _isBoilerplate;

    public DescriptionWords(LetterStream stream, Func<string, bool> isBoilerplate)
    {
        (Stream, _isBoilerplate, _pieces) = (stream, isBoilerplate, Text.Pieces.Of(stream));
        _pieceOf = new int[stream.Length];
        for (var i = 0; i < _pieces.Length; i++)
        {
            Array.Fill(_pieceOf, i, _pieces[i].Start, _pieces[i].End - _pieces[i].Start);
        }

        // What stands in a reference with other signs, as ACC//123//CNTR, is no word of its own.
        Common = [.. _pieces.Select(piece => piece.Kind != PieceKind.Word || piece.InReference || isBoilerplate(stream.Letters(piece.Start, piece.End)))];
    }

    public LetterStream Stream { get; }

    public Piece[] Pieces => _pieces;

    /// <summary>For each piece whether it says nothing of who is named.</summary>
    public bool[] Common { get; }

    public Piece PieceAt(int letter) => _pieces[_pieceOf[letter]];

    public int IndexAt(int letter) => _pieceOf[letter];

    public bool IsBoilerplate(string letters) => _isBoilerplate(letters);

    public bool IsCommon(string letters) => letters.Length >= ShortestCommon && (IsLead(letters) || (letters.Length > ShortestCommon && PaymentWords.IsOne(letters)));

    /// <summary>What a glued rest can begin or end with, as in <c>howardfordeel</c>; "bank" also begins other words.</summary>
    private bool IsLead(string letters) =>
        _isBoilerplate(letters) || PaymentWords.KindOf(letters) is PieceKind.Payee or PieceKind.Payer || letters is "ref" or "reference" or "transfer" or "payment";

    public bool StartsCommon(string letters) => Enumerable.Range(3, Math.Max(letters.Length - 2, 0)).Any(length => IsLead(letters[..length]));

    public bool EndsCommon(string letters) => Enumerable.Range(3, Math.Max(letters.Length - 2, 0)).Any(length => IsLead(letters[^length..]));
}
