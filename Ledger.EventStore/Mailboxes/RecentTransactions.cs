using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Mailboxes;

/// <summary>
/// The transactions of a stream from some revision on, by id, and what was claimed. Only ids that follow from a name are kept, since
/// only they are ever asked for again.
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

    public void Add(EventMetadata metadata, long revision)
    {
        if (metadata.RepeatableId is { } id)
        {
            Add(id, revision);
        }

        if (metadata.Claim is { } claim)
        {
            Add(claim, revision);
        }
    }

    /// <summary>Takes in what was read of the revisions before <see cref="From"/>, unless it is too much to keep.</summary>
    public void TryPrepend(long from, IReadOnlyList<(EventMetadata Metadata, long Revision)> events)
    {
        var earlier = new RecentTransactions();
        earlier.Restart(from);
        foreach (var (metadata, revision) in events)
        {
            earlier.Add(metadata, revision);
        }

        if (earlier.From != from || _order.Count + earlier._order.Count > Capacity)
        {
            return;
        }

        var later = _order.ToArray();
        Restart(from);
        foreach (var (id, revision) in earlier._order.Concat(later))
        {
            Add(id, revision);
        }
    }

    public bool TryFind(Guid id, out long revision) => _revisions.TryGetValue(id, out revision);

    private void Add(Guid id, long revision)
    {
        if (!_revisions.TryAdd(id, revision))
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
}
