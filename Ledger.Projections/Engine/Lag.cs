using Ledger.EventStore.Port;

namespace Ledger.Projections.Engine;

/// <summary>Since when a projection is behind: one thread applies events, another learns of new ones, and many ask.</summary>
internal sealed class Lag
{
    private readonly Lock _gate = new();
    private Position _applied;
    private Position _known;
    private DateTimeOffset? _since;

    /// <summary>When the oldest event that is known and not yet applied was recorded; <see langword="null"/> where there is none.</summary>
    public DateTimeOffset? Since
    {
        get
        {
            lock (_gate)
            {
                return _since;
            }
        }
    }

    /// <summary>Everything up to a position is applied, and nothing else is known.</summary>
    public void Restart(Position applied)
    {
        lock (_gate)
        {
            (_applied, _known, _since) = (applied, applied, null);
        }
    }

    /// <summary>Something is known to be there.</summary>
    /// <param name="at">Its position.</param>
    /// <param name="since">When it was recorded, where that is known.</param>
    public void Expect(Position at, DateTimeOffset? since)
    {
        lock (_gate)
        {
            if (at > _applied)
            {
                (_known, _since) = (at > _known ? at : _known, _since ?? since);
            }
        }
    }

    /// <summary>Everything up to a position is applied.</summary>
    /// <param name="applied">The position.</param>
    /// <param name="last">When the last event of it was recorded: what is not applied is no older.</param>
    public void Advance(Position applied, DateTimeOffset? last)
    {
        lock (_gate)
        {
            (_applied, _since) = (applied, _known > applied ? last ?? _since : null);
        }
    }
}
