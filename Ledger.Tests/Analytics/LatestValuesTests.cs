using Ledger.Api.Analytics.Runtime;

namespace Ledger.Tests.Analytics;

public sealed class LatestValuesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void The_newest_stay_in_their_order(int added)
    {
        var latest = new LatestValues<int>(3);
        for (var i = 1; i <= added; i++)
        {
            latest.Add(i);
        }

        var (values, count) = latest.Take();
        count.Should().Be(added);
        values.Should().Equal(Enumerable.Range(1, added).TakeLast(3));
    }
}
