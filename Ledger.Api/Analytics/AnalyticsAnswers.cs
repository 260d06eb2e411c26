using Ledger.Domain.Kernel;
using Ledger.Projections.Analytics;

namespace Ledger.Api.Analytics;

/// <param name="TimeZone">Whose days are meant.</param>
internal sealed record AnalyticsAnswer(
    DateTimeOffset? From, DateTimeOffset? To, string TimeZone, IReadOnlyList<ActivityAnswer> Currencies, ReportingAnswer Reporting);

/// <param name="Buckets">From the first to the last in which something moved.</param>
internal sealed record SeriesAnswer(
    DateTimeOffset? From, DateTimeOffset? To, string TimeZone, string Bucket, IReadOnlyList<BucketAnswer> Buckets);

/// <param name="Start">The first day.</param>
/// <param name="End">The first day of the next bucket.</param>
internal sealed record BucketAnswer(DateOnly Start, DateOnly End, IReadOnlyList<ActivityAnswer> Currencies, ReportingAnswer Reporting)
{
    public static BucketAnswer Of(Bucket bucket, Currency reporting) =>
        new(bucket.Start, bucket.End, ActivityAnswer.ListOf(bucket.Days), ReportingAnswer.Of(bucket.Days, reporting));
}

/// <param name="Average">Of the amounts, rounded half-even; null where there is none.</param>
internal sealed record ActivityAnswer(
    string Currency,
    long Count,
    string TotalIn,
    string TotalOut,
    string? Average,
    string? Largest,
    DayCountAnswer? HighestCountDay,
    DayValueAnswer? HighestValueDay)
{
    public static IReadOnlyList<ActivityAnswer> ListOf(IReadOnlyList<DayFigures> days) => [.. Activity.ByCurrency(days).Select(Of)];

    public static ActivityAnswer Of(Activity activity)
    {
        return new(
            activity.Currency.Code,
            activity.Count,
            Text(activity.TotalIn)!,
            Text(activity.TotalOut)!,
            Text(activity.Average),
            Text(activity.Largest),
            activity.HighestCountDay is var (mostDay, count) ? new(mostDay, count) : null,
            activity.HighestValueDay is var (highestDay, value) ? new(highestDay, Text(value)!) : null);

        string? Text(Int128? amount) => amount is { } minorUnits ? MoneyText.Amount(minorUnits, activity.Currency) : null;
    }
}

/// <summary>The same, over all currencies in one.</summary>
/// <param name="Unconverted">How many transactions are left out here, since they are in another currency and no rate was known.</param>
internal sealed record ReportingAnswer(
    string Currency,
    long Count,
    string TotalIn,
    string TotalOut,
    string? Average,
    string? Largest,
    DayCountAnswer? HighestCountDay,
    DayValueAnswer? HighestValueDay,
    long Unconverted)
{
    public static ReportingAnswer Of(IReadOnlyList<DayFigures> days, Currency currency)
    {
        var of = ActivityAnswer.Of(Activity.InCurrency(currency, days));
        var unconverted = days.Where(row => row.IsConverted == 0).Sum(row => row.Count) - of.Count;
        return new(of.Currency, of.Count, of.TotalIn, of.TotalOut, of.Average, of.Largest, of.HighestCountDay, of.HighestValueDay, unconverted);
    }
}

internal sealed record DayCountAnswer(DateOnly Day, long Count);

/// <param name="Value">What moved on that day, in and out together.</param>
internal sealed record DayValueAnswer(DateOnly Day, string Value);
