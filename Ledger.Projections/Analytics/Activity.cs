using Ledger.Domain.Kernel;

namespace Ledger.Projections.Analytics;

/// <summary>What moved in one currency, in minor units.</summary>
/// <param name="Largest">The largest single amount; <see langword="null"/> where nothing moved, and so the days.</param>
/// <param name="HighestCountDay">The day with the most transactions; of several the earliest.</param>
/// <param name="HighestValueDay">The day with the highest sum of amounts, in and out; of several the earliest.</param>
public sealed record Activity(
    Currency Currency,
    long Count,
    Int128 TotalIn,
    Int128 TotalOut,
    long? Largest,
    (DateOnly Day, long Count)? HighestCountDay,
    (DateOnly Day, Int128 Value)? HighestValueDay)
{
    /// <summary>The average amount, rounded half-even; <see langword="null"/> where nothing moved.</summary>
    public Int128? Average => Count == 0 ? null : DivideHalfEven(TotalIn + TotalOut, Count);

    /// <summary>One for each currency that amounts are in, in the order of their codes.</summary>
    public static IReadOnlyList<Activity> ByCurrency(IReadOnlyList<DayFigures> days) =>
    [
        .. days.Where(row => row.IsConverted == 0).GroupBy(row => row.Currency, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Of(Currency.Parse(group.Key), group)),
    ];

    /// <summary>All that is in one currency, as its own or by the conversion that was recorded.</summary>
    public static Activity InCurrency(Currency currency, IReadOnlyList<DayFigures> days) => Of(currency, days.Where(row => row.Currency == currency.Code));

    /// <summary>A quotient, rounded to the nearest integer, and to the even one of two that are as near.</summary>
    public static Int128 DivideHalfEven(Int128 dividend, long divisor)
    {
        if (Int128.IsNegative(dividend))
        {
            return -DivideHalfEven(-dividend, divisor);
        }

        var (quotient, rest) = Int128.DivRem(dividend, divisor);
        return rest * 2 > divisor || (rest * 2 == divisor && Int128.IsOddInteger(quotient)) ? quotient + 1 : quotient;
    }

    /// <summary>The date of a day since 1970; what lies before the calendar's first day is that day.</summary>
    public static DateOnly DateOf(long day) => DateOnly.FromDayNumber(
        (int)Math.Clamp(day + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    private static Activity Of(Currency currency, IEnumerable<DayFigures> rows)
    {
        var days = rows.GroupBy(row => row.Day).OrderBy(group => group.Key).Select(group =>
            (Day: DateOf(group.Key), Count: group.Sum(row => row.Count), In: Sum(group, row => row.In), Out: Sum(group, row => row.Out), Largest: group.Max(row => row.Largest)))
            .ToList();
        if (days.Count == 0)
        {
            return new(currency, 0, 0, 0, null, null, null);
        }

        // The first of those that are alike comes first.
        var (most, highest) = (days.MaxBy(day => day.Count), days.MaxBy(day => day.In + day.Out));
        return new(
            currency,
            days.Sum(day => day.Count),
            Sum(days, day => day.In),
            Sum(days, day => day.Out),
            days.Max(day => day.Largest),
            (most.Day, most.Count),
            (highest.Day, highest.In + highest.Out));
    }

    private static Int128 Sum<T>(IEnumerable<T> items, Func<T, Int128> value) => items.Aggregate((Int128)0, (sum, item) => sum + value(item));
}
