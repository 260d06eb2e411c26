namespace Ledger.Projections.Matching.Text;

internal enum PieceKind : byte
{
    Word,

    /// <summary>A word of payments, such as <c>transfer</c>, or a small word of the language.</summary>
    Payment,

    /// <summary>The one who pays is named next, as after <c>from</c>.</summary>
    Payer,

    /// <summary>The one who is paid, or what for, is named next, as after <c>for</c>.</summary>
    Payee,

    /// <summary>A number, or letters and digits as a machine makes them.</summary>
    Reference,
}

/// <summary>Letters and digits between gaps.</summary>
/// <param name="InReference">It stands in, or is, what looks like a machine's reference.</param>
internal readonly record struct Piece(int Start, int End, PieceKind Kind, bool InReference);

internal static class Pieces
{
    public static Piece[] Of(LetterStream stream)
    {
        var pieces = new List<Piece>();
        for (var start = 0; start < stream.Length;)
        {
            var end = start + 1;
            while (end < stream.Length && stream.Glyphs[end].Before < Gap.Punctuation)
            {
                end++;
            }

            var kind = PaymentWords.KindOf(stream.Letters(start, end));
            var machine = kind == PieceKind.Word && ReferenceShape.Fits(stream, start, end);
            pieces.Add(new Piece(start, end, machine ? PieceKind.Reference : kind, machine));
            start = end;
        }

        SpreadReferences(stream, pieces);
        return [.. pieces];
    }

    /// <summary>Short words in capitals that hang on a reference by its signs, as in <c>9436//CNTR</c>, belong to it.</summary>
    private static void SpreadReferences(LetterStream stream, List<Piece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Kind == PieceKind.Word && IsShortCapitals(stream, pieces[i]) && (Hangs(i, i - 1) || Hangs(i + 1, i + 1)))
            {
                pieces[i] = pieces[i] with { InReference = true };
            }
        }

        bool Hangs(int later, int other) => other >= 0 && other < pieces.Count && pieces[other].Kind == PieceKind.Reference
            && stream.Glyphs[pieces[later].Start].Before == Gap.Punctuation;
    }

    private static bool IsShortCapitals(LetterStream stream, Piece piece)
    {
        for (var i = piece.Start; i < piece.End; i++)
        {
            if (!char.IsUpper(stream.Text[stream.Glyphs[i].Source]))
            {
                return false;
            }
        }

        return piece.End - piece.Start <= 4;
    }
}
