namespace Ledger.Projections.Analytics;

/// <summary>Into what times a series is cut.</summary>
public enum BucketLength
{
    Day,

    /// <summary>From Monday, as ISO 8601 has it.</summary>
    Week,

    Month,
}

/// <summary>Days that a series takes together.</summary>
/// <param name="Start">The first of them.</param>
/// <param name="End">The first of the next bucket.</param>
public sealed record Bucket(DateOnly Start, DateOnly End, IReadOnlyList<DayFigures> Days)
{
    /// <summary>
    /// The buckets from the first to the last in which something moved, those between them in which nothing did included: a chart needs
    /// them all. <see langword="null"/> where there are more than so many.
    /// </summary>
    public static IReadOnlyList<Bucket>? ListOf(IReadOnlyList<DayFigures> days, BucketLength length, int max)
    {
        if (days.Count == 0)
        {
            return [];
        }

        var byStart = days.ToLookup(row => StartOf(Activity.DateOf(row.Day), length));
        var (start, last) = (byStart.Min(group => group.Key), byStart.Max(group => group.Key));
        var buckets = new List<Bucket>();
        while (start <= last)
        {
            if (buckets.Count == max)
            {
                return null;
            }

            var end = NextAfter(start, length);
            buckets.Add(new(start, end, [.. byStart[start]]));
            if (end <= start)
            {
                // The end of the calendar.
                break;
            }

            start = end;
        }

        return buckets;
    }

    private static DateOnly StartOf(DateOnly day, BucketLength length) => length switch
    {
        BucketLength.Day => day,
        BucketLength.Week => DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - (((int)day.DayOfWeek + 6) % 7))),
        _ => new(day.Year, day.Month, 1),
    };

    private static DateOnly NextAfter(DateOnly start, BucketLength length) => length switch
    {
        _ when start > DateOnly.MaxValue.AddDays(-31) => DateOnly.MaxValue,
        BucketLength.Day => start.AddDays(1),
        BucketLength.Week => start.AddDays(7),
        _ => start.AddMonths(1),
    };
}
