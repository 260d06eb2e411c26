namespace Ledger.Projections.Audit;

/// <summary>What was found, from several threads. A bounded number is kept, of each stream some, and the rest is counted.</summary>
public sealed class FindingList
{
    public const int MaxKept = 100;
    public const int MaxKeptOfStream = 10;

    private readonly Lock _gate = new();
    private readonly List<Finding> _kept = [];
    private long _more;

    /// <summary>How many were found beside those that are kept.</summary>
    public long More
    {
        get
        {
            lock (_gate)
            {
                return _more;
            }
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _kept.Count == 0;
            }
        }
    }

    /// <summary>How many were found altogether.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _kept.Count + _more;
            }
        }
    }

    /// <summary>Takes out those that are kept.</summary>
    public IReadOnlyList<Finding> Drain()
    {
        lock (_gate)
        {
            IReadOnlyList<Finding> drained = [.. _kept];
            _kept.Clear();
            return drained;
        }
    }

    public void Add(string kind, string? stream, long? revision, string detail)
    {
        lock (_gate)
        {
            if (_kept.Count < MaxKept && _kept.Count(known => known.Stream == stream) < MaxKeptOfStream)
            {
                _kept.Add(new(kind, stream, revision, detail));
            }
            else
            {
                _more++;
            }
        }
    }

    /// <summary>Those that are kept, by stream and revision.</summary>
    public IReadOnlyList<Finding> ToList()
    {
        lock (_gate)
        {
            // Events of a stream are looked at in order and its rows after them; a stable sort keeps that.
            return [.. _kept.OrderBy(finding => finding.Stream, StringComparer.Ordinal).ThenBy(finding => finding.Revision ?? long.MaxValue)];
        }
    }
}
