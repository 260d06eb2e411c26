using System.Runtime.InteropServices;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Analytics;

/// <summary>A time in which a zone has one offset from UTC.</summary>
/// <param name="From">In microseconds since 1970, inclusive.</param>
/// <param name="To">Likewise, exclusive.</param>
/// <param name="Offset">What local time is ahead of UTC, in microseconds.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ZoneStretch(long From, long To, long Offset);

/// <summary>Cuts a time where the clocks of a zone are changed.</summary>
internal static class ZoneStretches
{
    private const long Day = 86_400_000_000;

    // No zone has a rule before its railways had a time: https://data.iana.org/time-zones/tzdb/NEWS begins its oldest in 1835.
    private static readonly long FirstRules = Microseconds.Of(new(1834, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static List<ZoneStretch> Of(TimeZoneInfo zone, long from, long to)
    {
        var stretches = new List<ZoneStretch>();
        var (begin, offset) = (from, OffsetAt(zone, from));
        // No zone changes its clocks twice in a day.
        for (var at = Math.Max(from, Math.Min(FirstRules, to)); at < to;)
        {
            var next = Math.Min(at + Day, to);
            var there = OffsetAt(zone, next);
            if (there != offset)
            {
                var change = FindChange(zone, at, next, offset);
                stretches.Add(new(begin, change, offset));
                (begin, offset) = (change, there);
            }

            at = next;
        }

        if (begin < to)
        {
            stretches.Add(new(begin, to, offset));
        }

        return stretches;
    }

    /// <summary>The first moment in (<paramref name="before"/>, <paramref name="after"/>] that has another offset.</summary>
    private static long FindChange(TimeZoneInfo zone, long before, long after, long offset)
    {
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            (before, after) = OffsetAt(zone, middle) == offset ? (middle, after) : (before, middle);
        }

        return after;
    }

    private static long OffsetAt(TimeZoneInfo zone, long at) =>
        zone.GetUtcOffset(Microseconds.ToTime(Math.Clamp(at, Earliest, Latest))).Ticks / TimeSpan.TicksPerMicrosecond;

    private static readonly long Earliest = Microseconds.Of(DateTimeOffset.MinValue);
    private static readonly long Latest = Microseconds.Of(DateTimeOffset.MaxValue);
}
