namespace Ledger.EventStore.Mailboxes;

/// <summary>
/// The transactions of a stream from some revision on, by id. Only ids that come from a client's key are kept, since only they are
/// ever asked for again.
/// </summary>
internal sealed class RecentTransactions
{
    private const int Capacity = 10_000;

    private readonly Dictionary<Guid, long> _revisions = [];
    private readonly Queue<(Guid Id, long Revision)> _order = new();

    /// <summary>Every such transaction whose first event has this revision or a later one is here.</summary>
    public long From { get; private set; }

    /// <summary>Forgets everything; what follows begins at a revision.</summary>
    public void Restart(long from)
    {
        _revisions.Clear();
        _order.Clear();
        From = from;
    }

    public void Add(Guid? transactionId, long revision)
    {
        if (transactionId is not { Version: 5 } id || !_revisions.TryAdd(id, revision))
        {
            return;
        }

        _order.Enqueue((id, revision));
        if (_order.Count > Capacity)
        {
            var oldest = _order.Dequeue();
            _revisions.Remove(oldest.Id);
            From = oldest.Revision + 1;
        }
    }

    /// <summary>Takes in what was read of the revisions before <see cref="From"/>, unless it is too much to keep.</summary>
    public void TryPrepend(long from, IReadOnlyList<(Guid Id, long Revision)> transactions)
    {
        if (_order.Count + transactions.Count > Capacity)
        {
            return;
        }

        var later = _order.ToArray();
        Restart(from);
        foreach (var (id, revision) in transactions.Concat(later))
        {
            Add(id, revision);
        }
    }

    public bool TryFind(Guid id, out long revision) => _revisions.TryGetValue(id, out revision);
}
