using System.Numerics;

namespace Ledger.Benchmarks.Load.Figures;

/// <summary>
/// Counts whole microseconds in logarithmic buckets: exact below 128, above that 64 buckets for each doubling, so that a
/// percentile is at most 1.6 % too high and never too low. For one thread.
/// </summary>
internal sealed class Histogram
{
    private const int SubBits = 6;
    private const int Half = 1 << SubBits;
    private readonly long[] _buckets = new long[(64 - SubBits) * Half];

    public long Count { get; private set; }

    public long Max { get; private set; }

    public void Record(long microseconds)
    {
        long value = Math.Max(0, microseconds);
        _buckets[BucketOf(value)]++;
        Count++;
        Max = Math.Max(Max, value);
    }

    /// <summary>The smallest bucket's upper end that at least so many thousandths of the values do not exceed; 0 when there are none.</summary>
    public long AtPerMille(int perMille)
    {
        long wanted = Math.Max(1, ((Count * perMille) + 999) / 1000);
        long seen = 0;
        for (int bucket = 0; bucket < _buckets.Length; bucket++)
        {
            seen += _buckets[bucket];
            if (seen >= wanted)
            {
                return Math.Min(UpperEndOf(bucket), Max);
            }
        }

        return Max;
    }

    public void Clear()
    {
        Array.Clear(_buckets);
        Count = 0;
        Max = 0;
    }

    private static int BucketOf(long value)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)value) - SubBits);
        return (shift << SubBits) + (int)(value >> shift);
    }

    private static long UpperEndOf(int bucket)
    {
        int shift = Math.Max(0, (bucket >> SubBits) - 1);
        long lower = (long)(bucket - (shift << SubBits)) << shift;
        return lower + (1L << shift) - 1;
    }
}
