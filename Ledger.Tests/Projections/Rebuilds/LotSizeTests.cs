using Ledger.Projections.Rebuilds;

namespace Ledger.Tests.Projections.Rebuilds;

public sealed class LotSizeTests
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(20, 5_000, 50_000)]
    [InlineData(200, 500, 5_000)]
    [InlineData(5, 6_553, 65_536)]
    [InlineData(2_000, 256, 500)]
    public void A_lot_becomes_as_large_as_takes_the_time_that_there_is(int microsecondsAnEvent, int inATenth, int inASecond)
    {
        var lot = new LotSize();
        for (var i = 0; i < 10; i++)
        {
            var events = lot.EventsIn(Tenth);
            lot.Took(events, TimeSpan.FromMicroseconds(microsecondsAnEvent * events));
        }

        (lot.EventsIn(Tenth), lot.EventsIn(TimeSpan.FromSeconds(1))).Should().Be((inATenth, inASecond));
    }

    [Fact]
    public void One_slow_lot_halves_it_and_no_more()
    {
        var lot = new LotSize();
        var before = lot.EventsIn(Tenth);
        lot.Took(before, TimeSpan.FromSeconds(30));
        lot.EventsIn(Tenth).Should().Be(before / 2);
    }

    [Fact]
    public void Events_that_were_passed_over_at_once_are_soon_forgotten()
    {
        var lot = new LotSize();
        for (var i = 0; i < 100; i++)
        {
            lot.Took(LotSize.Largest, TimeSpan.FromTicks(1));
        }

        lot.EventsIn(Tenth).Should().BeLessThan(8_192);
        for (var i = 0; i < 3; i++)
        {
            lot.Took(lot.EventsIn(Tenth), TimeSpan.FromSeconds(3));
        }

        lot.EventsIn(Tenth).Should().BeLessThan(1_000);
    }

    [Fact]
    public void A_small_rest_says_nothing()
    {
        var lot = new LotSize();
        var before = lot.EventsIn(Tenth);
        lot.Took(3, TimeSpan.FromMilliseconds(50));
        lot.EventsIn(Tenth).Should().Be(before);
    }

    [Fact]
    public void A_lot_of_large_events_ends_before_it_has_many()
    {
        var lot = new LotSize();
        lot.IsReached(1, LotSize.MostBytes - 1, Tenth).Should().BeFalse();
        lot.IsReached(1, LotSize.MostBytes, Tenth).Should().BeTrue();
        lot.IsReached(lot.EventsIn(Tenth), 0, Tenth).Should().BeTrue();
    }

    [Fact]
    public void No_lot_is_larger_than_it_may_be()
    {
        var lot = new LotSize(largest: 7);
        lot.Took(7, TimeSpan.FromTicks(1));
        lot.EventsIn(TimeSpan.FromHours(1)).Should().Be(7);
    }
}
