using System.Diagnostics;

namespace Ledger.Benchmarks.Load.Figures;

/// <summary>The monotonic clock, in its own units: everything is measured in them and turned into microseconds last.</summary>
internal static class Ticks
{
    public static readonly long PerSecond = Stopwatch.Frequency;

    private static readonly long s_perMicrosecond = Math.Max(1, PerSecond / 1_000_000);

    public static long Now => Stopwatch.GetTimestamp();

    public static long ToMicroseconds(long ticks) => ticks / s_perMicrosecond;

    public static long OfSeconds(int seconds) => seconds * PerSecond;

    public static long OfMilliseconds(int milliseconds) => milliseconds * PerSecond / 1000;
}
