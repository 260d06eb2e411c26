using Ledger.Projections.Matching.Similar.Storage;
using Ledger.Projections.Matching.Similar.Text;

namespace Ledger.Projections.Matching.Similar.Search;

/// <summary>Which texts have which words, and which letters in a row.</summary>
internal sealed class FindIndex
{
    private readonly KeyTable _pieces = new();
    private readonly PlaceLists _places = new();
    private readonly PagedList<ushort> _lengths = new();
    private readonly ulong[] _keys = new ulong[Pieces.Most];

    public int Texts => _lengths.Count;

    /// <inheritdoc cref="ByteRoom.HasRoom"/>
    public bool HasRoom => _places.HasRoom;

    /// <summary>Adds the next text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var count = Pieces.ToFind(text, _keys);
        var number = _lengths.Add((ushort)count);
        foreach (var key in _keys.AsSpan(0, count))
        {
            _places.Add(_pieces.Add(key), number);
        }
    }

    /// <returns>−1 for a piece that stands nowhere.</returns>
    public int Find(ulong key) => _pieces.Find(key);

    public int CountOf(int piece) => _places.CountOf(piece);

    /// <summary>How many pieces a text has.</summary>
    public int LengthOf(int text) => _lengths[text];

    /// <inheritdoc cref="PlaceLists.AddWeight(int, float, float[], int[], int)"/>
    public int AddWeight(int piece, float weight, float[] weights, int[] touched, int count) => _places.AddWeight(piece, weight, weights, touched, count);
}
