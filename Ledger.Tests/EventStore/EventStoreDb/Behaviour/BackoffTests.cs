using Ledger.EventStore.EventStoreDb.Cluster;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Many who wait for the same node do not come back at once.</summary>
public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 5, 10)]
    [InlineData(1, 10, 20)]
    [InlineData(5, 160, 320)]
    [InlineData(7, 500, 1000)]
    [InlineData(1000, 500, 1000)]
    public void Pauses_double_up_to_a_second_and_are_spread(int attempt, int leastMs, int longestMs)
    {
        var random = new Random(1);
        var pauses = Enumerable.Range(0, 500).Select(_ => Backoff.PauseOf(attempt, random).TotalMilliseconds).ToList();

        pauses.Should().OnlyContain(pause => pause >= leastMs && pause <= longestMs);
        (pauses.Max() - pauses.Min()).Should().BeGreaterThan((longestMs - leastMs) * 0.75);
    }
}
