using Ledger.EventStore.Port;

namespace Ledger.Tests.EventStore;

public sealed class PortValueTests
{
    [Fact]
    public void Positions_are_ordered_by_commit_and_then_by_prepare()
    {
        Position[] sorted = [Position.Start, new(1, 1), new(2, 1), new(2, 2), new(10, 3), new(ulong.MaxValue, ulong.MaxValue)];

        sorted.Reverse().Order().Should().Equal(sorted);
        (sorted[1] < sorted[2]).Should().BeTrue();
        (sorted[2] >= sorted[3]).Should().BeFalse();
        Position.Max(sorted[4], sorted[2]).Should().Be(sorted[4]);
    }

    [Fact]
    public void What_is_expected_is_no_stream_or_a_revision()
    {
        ExpectedRevision.Before(0).Should().Be(ExpectedRevision.NoStream);
        ExpectedRevision.Before(5).Should().Be(ExpectedRevision.Exactly(4));
        ExpectedRevision.Exactly(4).Next.Should().Be(5);
        FluentActions.Invoking(() => ExpectedRevision.Exactly(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ExpectedRevision.Before(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_stream_has_a_name_of_1_to_250_characters()
    {
        new StreamName(new string('a', StreamName.MaxLength)).Value.Should().HaveLength(250);
        FluentActions.Invoking(() => new StreamName(new string('a', StreamName.MaxLength + 1))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new StreamName(string.Empty)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => default(StreamName).Value).Should().Throw<InvalidOperationException>();
        new StreamName("account-1").Should().NotBe(new StreamName("Account-1"));
    }

    [Theory]
    [InlineData("account-1", true)]
    [InlineData("account-", true)]
    [InlineData("user-1", true)]
    [InlineData("Account-1", false)]
    [InlineData("accounts", false)]
    [InlineData("my-account-1", false)]
    public void A_filter_follows_the_streams_that_start_with_one_of_its_prefixes(string stream, bool follows)
    {
        new StreamFilter(["account-", "user-"]).Matches(stream).Should().Be(follows);
        StreamFilter.All.Matches(stream).Should().BeTrue();
    }
}
