using System.Collections.Concurrent;
using Ledger.Projections.Matching.Similar.Search;
using Ledger.Projections.Matching.Similar.Storage;
using Ledger.Projections.Matching.Similar.Text;

namespace Ledger.Projections.Matching.Similar;

/// <summary>
/// Finds transactions whose description or reference is like a text. All of it is in memory, without an object for each transaction; a
/// text stands once, however many transactions have it. Any thread may ask and add.
/// </summary>
public sealed class SimilarIndex : IDisposable
{
    // Questions wait no longer for those who add.
    private const int AtOnce = 100;

    private readonly ReaderWriterLockSlim _lock = new();
    private readonly KeyTable _texts = new();
    private readonly PagedList<uint> _places = new();
    private readonly TextRoom _room = new();
    private readonly FindIndex _find = new();
    private readonly PieceWeights _weights = new();
    private readonly TransactionLists _transactions = new();
    private readonly ConcurrentBag<Question> _questions = [];

    /// <summary>How many transactions can be found.</summary>
    public int Count => _transactions.Count;

    /// <summary>Whether nothing more is taken in: it holds 4 GiB of texts or of places.</summary>
    public bool IsFull => !_room.HasRoom || !_find.HasRoom;

    /// <summary>Adds transactions, each once, the oldest first. Those without description and reference are left out.</summary>
    public void Add(IReadOnlyList<DescribedTransaction> transactions)
    {
        foreach (var some in transactions.Chunk(AtOnce))
        {
            var read = Array.ConvertAll(some, one => (one.Id, Texts: TextsOf.Transaction(one.Description, one.Reference)));
            _lock.EnterWriteLock();
            try
            {
                foreach (var (id, texts) in read)
                {
                    Add(id, texts);
                }
            }
            finally
            {
                _lock.ExitWriteLock();
            }
        }
    }

    /// <summary>The transactions that are most like a text.</summary>
    /// <param name="limit">How many are answered at most.</param>
    /// <param name="minScore">Who scores less is left out.</param>
    public SimilarMatches Find(string text, int limit, double minScore) => Find(new WrittenText(text), limit, minScore, null);

    /// <summary>The transactions that are most like another, which is left out itself.</summary>
    public SimilarMatches FindLike(DescribedTransaction transaction, int limit, double minScore) =>
        Find(TextsOf.Transaction(transaction.Description, transaction.Reference) is [.., var whole] ? whole : new WrittenText(string.Empty), limit, minScore, transaction.Id);

    public void Dispose() => _lock.Dispose();

    private void Add(Guid id, IReadOnlyList<WrittenText> texts)
    {
        if (texts.Count == 0 || IsFull)
        {
            return;
        }

        var transaction = _transactions.Add(id);
        foreach (var text in texts)
        {
            var number = _texts.Add(Keys.Of(text.Compared));
            if (number == _places.Count)
            {
                _places.Add(_room.Add(text.Compared));
                _find.Add(text.Compared);
                _weights.Add(text.Compared);
            }

            _transactions.Link(number, transaction, text.Hash);
        }
    }

    private SimilarMatches Find(WrittenText text, int limit, double minScore, Guid? except)
    {
        if (text.Compared.Length == 0)
        {
            return new([], 0, 0);
        }

        _lock.EnterReadLock();
        try
        {
            var question = _questions.TryTake(out var idle) ? idle : new(_find, _weights);
            var texts = question.Ask(text.Compared, _texts.Find(Keys.Of(text.Compared)), limit, minScore, Read);
            var ranking = new Ranking(_transactions, limit, minScore, except);
            foreach (var (number, score) in texts.OrderByDescending(one => one.Score).ThenByDescending(one => _transactions.NewestOf(one.Text)))
            {
                if (!ranking.Add(number, score, text.Hash))
                {
                    break;
                }
            }

            var matches = new SimilarMatches(ranking.Best(), ranking.Total, question.Pieces);
            _questions.Add(question);
            return matches;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private int Read(int text, char[] letters) => _room.Read(_places[text], letters);
}
