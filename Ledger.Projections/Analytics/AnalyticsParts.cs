using System.Globalization;
using Ledger.Projections.Transactions;

namespace Ledger.Projections.Analytics;

/// <summary>
/// What a question about a time has to look at: whole quarters of an hour, whose figures are kept, and what lies beside them, where
/// transactions are looked at one by one. That is at most the rest of a quarter at either end, and what lies in stretches whose offset is no
/// whole number of quarters, as many had before 1972.
/// </summary>
internal sealed class AnalyticsParts
{
    private AnalyticsParts(List<(long Lo, long Hi, long Shift)> slots, List<(long Lo, long Hi, long Shift)> rests) =>
        (Slots, Rests) = (ValuesOf(slots), ValuesOf(rests));

    /// <summary>SQL rows of first and last quarter, and by how many quarters local time is ahead; <see langword="null"/> where there are none.</summary>
    public string? Slots { get; }

    /// <summary>The same in microseconds.</summary>
    public string? Rests { get; }

    public static AnalyticsParts Of(TimeZoneInfo zone, long from, long to)
    {
        var (slots, rests) = (new List<(long, long, long)>(), new List<(long, long, long)>());
        foreach (var (begin, end, offset) in ZoneStretches.Of(zone, from, to))
        {
            var (first, last) = (QuarterHours.Of(begin + QuarterHours.Length - 1), QuarterHours.Of(end));
            if (offset % QuarterHours.Length != 0 || first > last)
            {
                rests.Add((begin, end, offset));
                continue;
            }

            Add(rests, begin, first * QuarterHours.Length, offset);
            Add(slots, first, last, offset / QuarterHours.Length);
            Add(rests, last * QuarterHours.Length, end, offset);
        }

        return new(slots, rests);
    }

    private static void Add(List<(long, long, long)> parts, long lo, long hi, long shift)
    {
        if (lo < hi)
        {
            parts.Add((lo, hi, shift));
        }
    }

    // Numbers of our own, so they may stand in the text.
    private static string? ValuesOf(List<(long Lo, long Hi, long Shift)> parts) => parts.Count == 0 ? null : string.Join(
        ", ",
        parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"(CAST({part.Lo} AS BIGINT), CAST({part.Hi} AS BIGINT), CAST({part.Shift} AS BIGINT))")));
}
