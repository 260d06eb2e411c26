namespace Ledger.Api.Metrics.Aggregation;

/// <summary>How many values fell into which bucket, and their sum.</summary>
internal sealed class Distribution : Series
{
    private readonly double[] _bounds;
    private readonly Part[] _parts;

    /// <param name="labels">The labels as they are exposed.</param>
    /// <param name="bounds">The upper bounds of the buckets, each included in its own, in ascending order; one more bucket takes the rest.</param>
    public Distribution(string labels, double[] bounds)
        : base(labels)
    {
        _bounds = bounds;
        _parts = [.. Enumerable.Range(0, Stripes.Count).Select(_ => new Part(bounds.Length + 1))];
    }

    public double[] Bounds => _bounds;

    /// <summary>How many fell into each bucket itself, the last being the one of the rest.</summary>
    public long[] Counts()
    {
        var counts = new long[_bounds.Length + 1];
        foreach (var part in _parts)
        {
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] += Volatile.Read(ref part.Counts[i]);
            }
        }

        return counts;
    }

    public double Sum() => _parts.Sum(part => Volatile.Read(ref part.Sum));

    public override void Record(long value) => Record((double)value);

    public override void Record(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        var part = _parts[Stripes.Mine];
        var found = Array.BinarySearch(_bounds, value);
        Interlocked.Increment(ref part.Counts[found < 0 ? ~found : found]);
        Stripes.Add(ref part.Sum, value);
    }

    private sealed class Part(int buckets)
    {
        // Longer than it need be, so that the next part's counts are in no cache line of these.
        public readonly long[] Counts = new long[buckets + 16];

        public double Sum;
    }
}
