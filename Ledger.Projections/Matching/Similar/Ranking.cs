namespace Ledger.Projections.Matching.Similar;

/// <summary>The best transactions of texts that come best first.</summary>
internal sealed class Ranking(TransactionLists transactions, int limit, double minScore, Guid? except)
{
    /// <summary>Who has the same text in other letters, such as capitals or accents.</summary>
    private const double SameWhenCompared = 0.9999;

    /// <summary>So many are counted.</summary>
    private const int Most = 10_000;

    private readonly HashSet<int> _seen = [];
    private readonly List<(double Score, int Transaction)> _best = [];

    public int Total { get; private set; }

    /// <returns>Whether it goes on with the next text.</returns>
    public bool Add(int text, double score, int asWritten)
    {
        foreach (var (transaction, hash) in transactions.Of(text))
        {
            var its = score < 1 || hash == asWritten ? score : SameWhenCompared;
            // Those that are the same letter by letter may be old ones.
            if (its < minScore || (_seen.Count >= Most && its < 1))
            {
                continue;
            }

            if (transactions.IdOf(transaction) != except && _seen.Add(transaction))
            {
                _best.Add((its, transaction));
            }
        }

        Total = Math.Min(_seen.Count, Most);
        return _seen.Count < Most;
    }

    public IReadOnlyList<SimilarTransaction> Best() =>
    [
        .. _best.OrderByDescending(one => one.Score).ThenByDescending(one => one.Transaction).Take(limit)
            .Select(one => new SimilarTransaction(transactions.IdOf(one.Transaction), one.Score)),
    ];
}
