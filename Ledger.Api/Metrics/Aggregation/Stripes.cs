using System.Numerics;

namespace Ledger.Api.Metrics.Aggregation;

/// <summary>
/// How sums that many threads add to are divided: each core mostly has a part of its own, and the parts are added up when somebody asks.
/// </summary>
internal static class Stripes
{
    private const int Most = 16;

    /// <summary>A power of two.</summary>
    public static int Count { get; } = (int)Math.Min(Most, BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount));

    /// <summary>The part of the core that runs this. A thread may be moved at once after, so additions are atomic all the same.</summary>
    public static int Mine => Thread.GetCurrentProcessorId() & (Count - 1);

    public static void Add(ref double sum, double value)
    {
        var seen = Volatile.Read(ref sum);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref sum, seen + value, seen);
            // By bits: a sum that is not a number equals nothing, and would be tried for ever.
            if (BitConverter.DoubleToInt64Bits(before) == BitConverter.DoubleToInt64Bits(seen))
            {
                return;
            }

            seen = before;
        }
    }
}
