using Ledger.EventStore.Port;
using Ledger.Projections.Transactions;

namespace Ledger.Api.Matching.Automatic;

/// <summary>
/// Where the automatic matcher is in its walk. What was submitted and is not decided yet keeps its place, so the walk goes on past it, and it
/// is remembered.
/// </summary>
internal sealed class MatcherPlace
{
    private readonly SortedDictionary<Position, (string Id, Guid? Before)> _pending = [];
    private Guid? _last;

    /// <summary>Everything up to here was met.</summary>
    public Position? Walked { get; private set; }

    /// <summary>Everything up to this transaction is done with.</summary>
    public Guid? Settled => _pending.Count == 0 ? _last : _pending.First().Value.Before;

    public IReadOnlyList<string> Pending => [.. _pending.Values.Select(pending => pending.Id)];

    public void StartAt(Guid transactionId, Position position) => (_last, Walked) = (transactionId, position);

    /// <summary>Goes on past transactions that were looked at, or are pending.</summary>
    public void Pass(IReadOnlyList<WalkedTransaction> page)
    {
        foreach (var transaction in page)
        {
            if (transaction.Status == TransactionWords.Pending)
            {
                _pending.TryAdd(transaction.Position, (transaction.Id, _last));
            }

            (_last, Walked) = (Guid.Parse(transaction.Id), transaction.Position);
        }
    }

    /// <summary>Forgets transactions that were pending.</summary>
    public void Settle(IEnumerable<WalkedTransaction> decided)
    {
        foreach (var transaction in decided)
        {
            _pending.Remove(transaction.Position);
        }
    }
}
