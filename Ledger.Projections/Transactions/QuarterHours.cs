namespace Ledger.Projections.Transactions;

/// <summary>
/// Quarters of an hour since 1970-01-01 UTC, the grain in which figures are kept: every offset from UTC that is in use today is so many
/// of them, so that they add up to the days of any time zone.
/// </summary>
public static class QuarterHours
{
    public const long Length = 900_000_000;

    public const long ADay = 96;

    // A number of days before which there is no time at all: what is reckoned from there is never below zero, and so is rounded down.
    private const long Early = 1_000_000;

    private const long DayLength = ADay * Length;

    /// <summary>The quarter in which a time lies.</summary>
    /// <param name="at">In microseconds since 1970.</param>
    public static long Of(long at) => ((at + (Early * DayLength)) / Length) - (Early * ADay);

    /// <summary><see cref="Of"/> in SQL.</summary>
    public static string SqlOf(string column) => $"({column} + {Early * DayLength}) / {Length} - {Early * ADay}";

    /// <summary>The day since 1970 in which a quarter lies.</summary>
    /// <param name="quarter">SQL, moved by the offset of the zone.</param>
    public static string SqlOfDay(string quarter) => $"({quarter} + {Early * ADay}) / {ADay} - {Early}";

    /// <summary>The same for a time in microseconds.</summary>
    public static string SqlOfDayAt(string time) => $"({time} + {Early * DayLength}) / {DayLength} - {Early}";
}
