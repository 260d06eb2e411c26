using Ledger.Projections.ReadModels;
using Ledger.Projections.Rebuilds;

namespace Ledger.Tests.Projections.Rebuilds;

/// <summary>What one process writes of a rebuild, and another reads.</summary>
public sealed class RebuildProgressTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly Generation s_generation = new(2, 1, GenerationState.Building, false, OnDifference.Stop, 300, ProjectionCheckpoint.None);

    [Fact]
    public void It_is_read_as_it_was_written()
    {
        var row = new RowDifference("accounts", "account-a", new Dictionary<string, object?> { ["id"] = "a", ["balance"] = 5L, ["owner_id"] = null }, null);
        var written = new RebuildProgress(RebuildPhase.Waiting, 300, 0, null, new(9, 1, 2, 3, [row]), "why", s_now);

        var status = RebuildProgress.OfText(written.ToText())!.StatusOf(s_generation, s_now);

        status.Should().BeEquivalentTo(new RebuildStatus(2, RebuildPhase.Waiting, 300, 300, 0, null, written.Comparison, "why"));
        status.Comparison!.First[0].Live!["balance"].Should().Be(5L);
    }

    [Theory]
    [InlineData(1, 100, 7)]
    [InlineData(60, 0, null)]
    public void What_was_written_by_a_process_that_is_gone_tells_no_speed(int secondsAgo, double expected, int? left)
    {
        var status = new RebuildProgress(RebuildPhase.Loading, 1_000, 100, 7, null, null, s_now.AddSeconds(-secondsAgo)).StatusOf(s_generation, s_now);

        (status.Done, status.Total, status.EventsPerSecond).Should().Be((300, 1_000, expected));
        status.Left.Should().Be(left is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }
}
