using System.Runtime.InteropServices;
using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Candidates;

/// <summary>
/// In how many descriptions each word stands. What stands in most of them is how this ledger's payments are worded, and names nobody.
/// </summary>
internal sealed class SeenWords
{
    private const int Enough = 20;
    private const int MostWords = 50_000;
    private const double Share = 0.4;
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _descriptions;

    public void Add(string description)
    {
        _descriptions++;
        var stream = PlainReader.Read(description)[0];
        foreach (var word in Pieces.Of(stream).Where(piece => !piece.InReference).Select(piece => stream.Letters(piece.Start, piece.End)).Distinct(StringComparer.Ordinal))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, word, out _)++;
        }

        if (_counts.Count > MostWords)
        {
            Forget();
        }
    }

    public bool IsBoilerplate(string word) => _descriptions >= Enough && _counts.GetValueOrDefault(word) > _descriptions * Share;

    /// <summary>Words that were seen once or twice in so many descriptions will not be in most of them.</summary>
    private void Forget()
    {
        _descriptions /= 2;
        foreach (var (word, count) in _counts.ToList())
        {
            if (count <= 2)
            {
                _counts.Remove(word);
            }
            else
            {
                _counts[word] = count / 2;
            }
        }
    }
}
