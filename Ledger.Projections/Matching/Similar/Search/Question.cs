using Ledger.Projections.Matching.Similar.Text;

namespace Ledger.Projections.Matching.Similar.Search;

/// <summary>Compares texts with one that is asked about. The room it takes is used again for the next.</summary>
internal sealed class Question(FindIndex index, PieceWeights weights)
{
    /// <summary>What only says the same scores less than what is the same.</summary>
    private const float MostUnlessSame = 0.999f;

    private readonly Candidates _candidates = new(index);
    private readonly Likeness _likeness = new(weights);
    private readonly char[] _letters = new char[ComparedText.MaxLength];

    public int Pieces => _likeness.Count;

    /// <param name="same">The text that is the same as compared; −1 where there is none.</param>
    /// <param name="limit">How many are wanted at most.</param>
    /// <param name="read">Reads a text.</param>
    public List<(int Text, float Score)> Ask(string text, int same, int limit, double minScore, Func<int, char[], int> read)
    {
        _likeness.Ask(text);
        var found = new List<(int, float)>();
        if (same >= 0)
        {
            found.Add((same, 1));
        }

        foreach (var candidate in _candidates.Of(text, limit))
        {
            if (candidate != same && _likeness.Of(_letters.AsSpan(0, read(candidate, _letters))) is var score && score > 0 && score >= minScore)
            {
                found.Add((candidate, Math.Min(score, MostUnlessSame)));
            }
        }

        return found;
    }
}
