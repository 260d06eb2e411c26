using Ledger.Api.Matching.Automatic;
using Ledger.Projections.Transactions;

namespace Ledger.Tests.Matching;

/// <summary>Where a restart begins: never behind what is not decided yet.</summary>
public sealed class MatcherPlaceTests
{
    private readonly MatcherPlace _place = new();

    [Fact]
    public void What_is_pending_holds_back_what_is_settled_and_not_the_walk()
    {
        _place.Pass([At(1), At(2, "pending"), At(3)]);
        _place.Pass([At(4, "pending"), At(5)]);

        (_place.Walked!.Value.Commit, _place.Settled).Should().Be((5, Id(1)));
        _place.Pending.Should().Equal(Id(2).ToString(), Id(4).ToString());

        _place.Settle([At(4)]);
        _place.Settled.Should().Be(Id(1));
        _place.Settle([At(2, "declined")]);
        _place.Settled.Should().Be(Id(5));
        _place.Pending.Should().BeEmpty();
    }

    [Fact]
    public void Before_the_first_nothing_is_settled_and_after_a_restart_what_was()
    {
        _place.Settled.Should().BeNull();
        _place.Pass([At(1, "pending"), At(2)]);
        _place.Settled.Should().BeNull();

        var later = new MatcherPlace();
        later.StartAt(Id(7), new(7, 7));
        later.Pass([At(8, "pending")]);
        later.Settled.Should().Be(Id(7));
        // The same page again, since its work failed.
        later.Pass([At(8, "pending")]);
        later.Pending.Should().ContainSingle();
    }

    private static Guid Id(int number) => new($"018f3c1e-0000-7000-8000-{number:D12}");

    private static WalkedTransaction At(int number, string status = "posted") => new()
    {
        Id = Id(number).ToString(),
        AccountId = "a",
        Type = "deposit",
        Status = status,
        CommitPosition = number,
        PreparePosition = number,
    };
}
