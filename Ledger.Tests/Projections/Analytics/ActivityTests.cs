using Ledger.Projections.Analytics;
using Ledger.Projections.Transactions;

namespace Ledger.Tests.Projections.Analytics;

/// <summary>How figures are reckoned from days.</summary>
public sealed class ActivityTests
{
    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(10, 4, 2)]
    [InlineData(14, 4, 4)]
    [InlineData(15, 4, 4)]
    [InlineData(13, 4, 3)]
    [InlineData(-13, 4, -3)]
    [InlineData(-14, 4, -4)]
    [InlineData(-10, 4, -2)]
    [InlineData(long.MaxValue, 1, long.MaxValue)]
    public void An_average_is_rounded_to_the_nearest_and_to_the_even_of_two(long total, long count, long average) =>
        Activity.DivideHalfEven(total, count).Should().Be(average);

    [Fact]
    public void Of_days_that_are_alike_the_earlier_one_is_named()
    {
        var activity = Activity.ByCurrency([Day(20_001, 2, 5), Day(20_000, 2, 5), Day(20_002, 1, 1)]).Should().ContainSingle().Subject;
        activity.HighestCountDay.Should().Be((Activity.DateOf(20_000), 2L));
        activity.HighestValueDay.Should().Be((Activity.DateOf(20_000), (Int128)5));
    }

    [Theory]
    [InlineData(BucketLength.Day, "2026-12-27", 9)]
    [InlineData(BucketLength.Week, "2026-12-21", 3)]
    [InlineData(BucketLength.Month, "2026-12-01", 2)]
    public void Buckets_go_from_the_first_to_the_last_without_a_gap(BucketLength length, string start, int count)
    {
        // A Sunday, and the Monday after the next.
        DayFigures[] days = [Day(NumberOf(new(2026, 12, 27)), 1, 1), Day(NumberOf(new(2027, 1, 4)), 1, 1)];

        var buckets = Bucket.ListOf(days, length, 100);

        buckets.Should().HaveCount(count);
        buckets![0].Start.ToString("O").Should().Be(start);
        buckets.Zip(buckets.Skip(1)).Should().OnlyContain(pair => pair.First.End == pair.Second.Start);
        buckets.Sum(bucket => bucket.Days.Count).Should().Be(2);
        Bucket.ListOf(days, length, count - 1).Should().BeNull();
    }

    [Fact]
    public void The_calendar_has_ends()
    {
        DayFigures[] days = [Day(NumberOf(DateOnly.MaxValue), 1, 1), Day(NumberOf(DateOnly.MaxValue) - 1, 1, 1)];
        foreach (var length in Enum.GetValues<BucketLength>())
        {
            Bucket.ListOf(days, length, 10)!.Sum(bucket => bucket.Days.Count).Should().Be(2);
            Bucket.ListOf([Day(NumberOf(DateOnly.MinValue) - 1, 1, 1)], length, 10).Should().ContainSingle().Which.Start.Should().Be(DateOnly.MinValue);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(899_999_999, 0)]
    [InlineData(900_000_000, 1)]
    [InlineData(-1, -1)]
    [InlineData(-900_000_000, -1)]
    [InlineData(-900_000_001, -2)]
    public void A_quarter_of_an_hour_begins_at_its_first_moment_before_1970_too(long microseconds, long quarter) =>
        QuarterHours.Of(microseconds).Should().Be(quarter);

    private static long NumberOf(DateOnly day) => day.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    private static DayFigures Day(long day, long count, long value) => new() { Day = day, Currency = "EUR", Count = count, InRest = value, Largest = value };
}
