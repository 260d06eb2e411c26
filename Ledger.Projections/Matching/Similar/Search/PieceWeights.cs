using System.Runtime.InteropServices;
using Ledger.Projections.Matching.Similar.Storage;
using Ledger.Projections.Matching.Similar.Text;

namespace Ledger.Projections.Matching.Similar.Search;

/// <summary>In how many texts each piece stands that texts are compared by: what stands in few weighs most.</summary>
internal sealed class PieceWeights
{
    private readonly KeyTable _pieces = new();
    private readonly PagedList<Standing> _standings = new();
    private readonly Piece[] _room = new Piece[Pieces.Most];
    private int _texts;

    /// <summary>How many different pieces there are.</summary>
    public int Count => _pieces.Count;

    /// <summary>Notes the pieces of the next text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        _texts++;
        foreach (var (key, _) in _room.AsSpan(0, Pieces.ToCompare(text, _room)))
        {
            var piece = _pieces.Add(key);
            if (piece == _standings.Count)
            {
                _standings.Add(default);
            }

            ref var standing = ref _standings[piece];
            if (standing.Last != _texts)
            {
                standing = new(standing.Texts + 1, _texts);
            }
        }
    }

    /// <returns>−1 for a piece that stands nowhere.</returns>
    public int Find(ulong key) => _pieces.Find(key);

    /// <summary>The square of the weight, which is what sums are made of.</summary>
    public float SquareOf(int piece)
    {
        var weight = MathF.Log(1 + ((float)_texts / (piece < 0 ? 1 : _standings[piece].Texts)));
        return weight * weight;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Standing(int Texts, int Last);
}
