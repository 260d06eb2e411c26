using System.Collections.Concurrent;
using Ledger.EventStore.Port;

namespace Ledger.Api.Http.Freshness;

/// <summary>
/// What this node has acknowledged: the newest position, and the newest of each account for as long as some read model may lack it.
/// </summary>
internal sealed class Acknowledged
{
    private const int SweepAbove = 10_000;

    private readonly ConcurrentDictionary<string, Position> _ofAccounts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private Position _floor;
    private Position _newest;
    private int _sinceSweep;

    public Position Newest
    {
        get
        {
            lock (_gate)
            {
                return _newest;
            }
        }
    }

    /// <summary>Takes over what was acknowledged before the start: everything that is in the log.</summary>
    public void StartAt(Position tail)
    {
        _floor = tail;
        _newest = tail;
    }

    public Position Of(string accountId) => _ofAccounts.TryGetValue(accountId, out var position) ? Position.Max(position, _floor) : _floor;

    /// <param name="accountId">The account that an answer of success spoke of.</param>
    /// <param name="position">The position that it named.</param>
    /// <param name="appliedEverywhere">Up to where no read model lacks anything.</param>
    public void Add(string accountId, Position position, Func<Position> appliedEverywhere)
    {
        lock (_gate)
        {
            _newest = Position.Max(_newest, position);
        }

        _ofAccounts.AddOrUpdate(accountId, static (_, added) => added, static (_, known, added) => Position.Max(known, added), position);
        if (Interlocked.Increment(ref _sinceSweep) < SweepAbove || Interlocked.Exchange(ref _sinceSweep, 0) < SweepAbove)
        {
            return;
        }

        var applied = appliedEverywhere();
        foreach (var entry in _ofAccounts)
        {
            if (entry.Value <= applied)
            {
                _ofAccounts.TryRemove(entry);
            }
        }
    }
}
