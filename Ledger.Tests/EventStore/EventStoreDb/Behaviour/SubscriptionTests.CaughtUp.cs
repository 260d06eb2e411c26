using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

public sealed partial class SubscriptionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_catches_up_while_events_keep_coming(bool serverSaysIt)
    {
        _cluster.Behaviour.SaysCaughtUp = serverSaysIt;
        await AppendBesideAsync(0, 2000);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writing = Task.Run(async () =>
        {
            for (var i = 2000; !stop.IsCancellationRequested; i++)
            {
                await AppendBesideAsync(i);
                await Task.Delay(1, CancellationToken.None);
            }
        }, Token);
        await using var subscription = Subscribe();

        await subscription.CaughtUp();

        subscription.Appeared.Count.Should().BeGreaterThanOrEqualTo(2000);
        writing.IsCompleted.Should().BeFalse();
        await stop.CancelAsync();
        await writing;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_catches_up_where_what_is_newest_does_not_match(bool serverSaysIt)
    {
        _cluster.Behaviour.SaysCaughtUp = serverSaysIt;
        await AppendBesideAsync(0, 10);
        await _cluster.Store.AppendAsync(new("other-1"), ExpectedRevision.NoStream, Some.Events(10), Token);
        await using var subscription = Subscribe();

        await subscription.CaughtUp();

        subscription.Appeared.Should().HaveCount(10);
    }

    [Fact]
    public async Task It_says_again_that_it_caught_up_each_time_that_it_had_fallen_behind()
    {
        await using var subscription = Subscribe();
        await subscription.CaughtUp();

        for (var round = 0; round < 3; round++)
        {
            // More at once than the server reads at once.
            await AppendBesideAsync(round * 1500, 1500);
            await subscription.CaughtUp();
            subscription.Appeared.Count.Should().Be((round + 1) * 1500);
        }
    }

    /// <summary>A checkpoint is kept as a place to go on from: it is one that the log has, and nothing that matches lies before it unsaid.</summary>
    [Fact]
    public async Task Its_checkpoints_are_places_in_the_log_and_pass_over_nothing()
    {
        await using var subscription = Subscribe();
        await subscription.CaughtUp();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                await _cluster.Store.AppendAsync(new($"other-{i}"), ExpectedRevision.NoStream, Some.Events(100), Token);
                await AppendBesideAsync(i);
                await Task.Delay(20, CancellationToken.None);
            }
        }, Token);
        var checkpoints = new List<Position>();
        var last = Position.Start;
        while (subscription.Appeared.Count < 60)
        {
            switch (await subscription.Next())
            {
                case SubscriptionMessage.Checkpoint { Position: var position }:
                    position.Should().BeGreaterThan(last);
                    checkpoints.Add(last = position);
                    break;
                case SubscriptionMessage.EventAppeared { Event.Position: var position }:
                    position.Should().BeGreaterThan(last);
                    last = position;
                    break;
            }
        }

        await writing;
        subscription.Appeared.Select(e => e.Revision).Should().Equal(Enumerable.Range(0, 60).Select(i => (long)i));
        var places = (await _store.ReadAllAsync(Position.Start, StreamFilter.All, Token).ToListAsync(Token)).Select(e => e.Position).ToHashSet();
        checkpoints.Should().NotBeEmpty().And.OnlyContain(position => places.Contains(position));
    }
}
