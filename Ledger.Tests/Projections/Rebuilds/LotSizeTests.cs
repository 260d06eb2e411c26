using Ledger.Projections.Rebuilds;

namespace Ledger.Tests.Projections.Rebuilds;

public sealed class LotSizeTests
{
    [Theory]
    [InlineData(20, 5_000)]
    [InlineData(200, 500)]
    [InlineData(5, 8_192)]
    [InlineData(2_000, 256)]
    public void A_lot_becomes_as_large_as_takes_a_tenth_of_a_second(int microsecondsAnEvent, int expected)
    {
        var lot = new LotSize();
        for (var i = 0; i < 10; i++)
        {
            lot.Took(lot.Events, TimeSpan.FromMicroseconds(microsecondsAnEvent * lot.Events));
        }

        lot.Events.Should().Be(expected);
    }

    [Fact]
    public void One_slow_lot_halves_it_and_no_more()
    {
        var lot = new LotSize();
        var before = lot.Events;
        lot.Took(before, TimeSpan.FromSeconds(30));
        lot.Events.Should().Be(before / 2);
    }

    [Fact]
    public void A_small_rest_says_nothing()
    {
        var lot = new LotSize();
        var before = lot.Events;
        lot.Took(3, TimeSpan.FromMilliseconds(50));
        lot.Events.Should().Be(before);
    }
}
