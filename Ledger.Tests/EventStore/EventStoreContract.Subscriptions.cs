using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore;

public abstract partial class EventStoreContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Clause_12_readers_that_stopped_half_way_stand_in_nobodys_way()
    {
        await Store.AppendAt(Stream, 0, Some.Events(1500));
        var halfWay = new List<IAsyncEnumerator<RecordedEvent>>();
        for (var i = 0; i < 100; i++)
        {
            var reader = Store.ReadStreamAsync(Stream, ReadDirection.Forwards, 0, long.MaxValue, Token).GetAsyncEnumerator(Token);
            (await reader.MoveNextAsync()).Should().BeTrue();
            halfWay.Add(reader);
        }

        await Store.AppendAt(Stream, 1500, Some.Events(10)).WaitAsync(Patience, Token);

        foreach (var reader in halfWay)
        {
            var count = 1;
            while (await reader.MoveNextAsync())
            {
                count++;
            }

            count.Should().BeInRange(1500, 1510);
            await reader.DisposeAsync();
        }
    }

    [Fact]
    public async Task Clause_13_a_subscription_says_what_is_there_then_that_it_caught_up_then_what_is_new()
    {
        var start = await Store.ReadTailAsync(Token);
        var there = Some.Events(700);
        await Store.AppendAt(Stream, 0, there);
        await using var subscription = Subscribe(start);

        (await subscription.Events(700)).Select(e => e.Id).Should().Equal(there.Select(e => e.Id));
        await subscription.CaughtUp();

        var fresh = Some.Events(5);
        await Store.AppendAt(Stream, 700, fresh[..2]);
        await Store.AppendAt(Stream, 702, fresh[2..]);
        (await subscription.Events(5)).Select(e => e.Id).Should().Equal(fresh.Select(e => e.Id));
    }

    [Fact]
    public async Task Clause_13_a_subscription_to_nothing_yet_is_caught_up()
    {
        await using var subscription = Subscribe(await Store.ReadTailAsync(Token));

        await subscription.CaughtUp();
    }

    [Fact]
    public async Task Clause_13_a_subscription_goes_on_behind_the_position_it_is_given()
    {
        await Store.AppendAt(Stream, 0, Some.Events(10));
        var position = (await Store.Forwards(Stream, 6, 1)).Single().Position;
        await using var subscription = Subscribe(position);

        (await subscription.Events(3)).Select(e => e.Revision).Should().Equal(7, 8, 9);
    }

    [Fact]
    public async Task Clause_13_events_of_many_writers_appear_once_and_in_order()
    {
        var start = await Store.ReadTailAsync(Token);
        await using var subscription = Subscribe(start);
        await subscription.CaughtUp();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++)
            {
                await Store.AppendAt(StreamOf($"writer{writer}"), i, Some.Event());
            }
        })));

        var seen = await subscription.Events(240);
        seen.Select(e => e.Id).Should().Equal((await Store.All(start, _prefix)).Select(e => e.Id));
    }

    [Fact]
    public async Task Clause_13_where_nothing_matches_a_checkpoint_says_how_far_it_got()
    {
        var start = await Store.ReadTailAsync(Token);
        await using var subscription = new SubscriptionReader(Store.SubscribeToAllAsync(start, new([_prefix + "nobody-"]), Token));
        await subscription.CaughtUp();

        var appended = await Store.AppendAt(Stream, 0, Some.Events(3));

        (await subscription.CheckpointAtOrBeyond(appended.Position)).Should().BeGreaterThanOrEqualTo(appended.Position);
        subscription.Appeared.Should().BeEmpty();
    }

    [Fact]
    public async Task Clause_13_a_subscription_ends_when_it_is_cancelled()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var tail = await Store.ReadTailAsync(Token);
        var following = Task.Run(async () => await Store.SubscribeToAllAsync(tail, new([_prefix]), cancellation.Token).CountAsync(CancellationToken.None), Token);
        following.IsCompleted.Should().BeFalse();

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => following.WaitAsync(Patience, Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    private SubscriptionReader Subscribe(Position after) => new(Store.SubscribeToAllAsync(after, new([_prefix]), Token));
}
