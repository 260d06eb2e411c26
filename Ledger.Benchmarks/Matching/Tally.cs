namespace Ledger.Benchmarks.Matching;

/// <summary>Right and wrong answers by kind of case.</summary>
internal sealed class Tally(string name)
{
    public string Name => name;

    public Dictionary<string, (int Right, int All)> Kinds { get; } = new(StringComparer.Ordinal);

    public (int Right, int All) Named { get; private set; }

    public (int Right, int All) Ranked { get; private set; }

    public (int Right, int All) Unnamed { get; private set; }

    /// <summary>Decisions for one user that is not meant.</summary>
    public (int Wrong, int All) Decisions { get; private set; }

    /// <param name="answer">Who is answered; null for nobody.</param>
    /// <param name="decided">Whether the answer is for this one user.</param>
    /// <param name="best">Who is ranked first, if the answer is nobody too.</param>
    public bool Add(MatchingCase one, string? answer, bool decided, string? best)
    {
        var right = one.NamesNobody ? answer is null : answer is not null && one.Meant.Contains(answer);
        Kinds[one.Kind] = Plus(Kinds.GetValueOrDefault(one.Kind), right);
        if (one.NamesNobody)
        {
            Unnamed = Plus(Unnamed, right);
        }
        else
        {
            Named = Plus(Named, right);
            Ranked = Plus(Ranked, best is not null && one.Meant.Contains(best));
        }

        if (decided)
        {
            Decisions = Plus(Decisions, !right);
        }

        return right;
    }

    private static (int, int) Plus((int Right, int All) sum, bool right) => (sum.Right + (right ? 1 : 0), sum.All + 1);
}
