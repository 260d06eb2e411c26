using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>What breaks while it is in use.</summary>
public sealed class BrokenConnectionTests : SingleFault
{
    [Fact]
    public async Task However_many_wait_when_a_call_breaks_each_is_answered()
    {
        await using var store = NewStore("defaultDeadline=10000");
        for (var burst = 0; burst < 20; burst++)
        {
            var appends = Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => TryAppendAsync(store, $"stream-{burst}-{i}")));
            await Task.Delay(burst % 8, Token);
            Proxy.Set(new(Way.ToClient, 0, CutEnding.Reset));
            await appends.WaitAsync(Soon, Token);
        }
    }

    [Fact]
    public async Task A_subscription_that_was_quiet_for_longer_than_a_deadline_outlives_a_break()
    {
        await using var store = NewStore("defaultDeadline=10000");
        await using var subscription = new SubscriptionReader(store.SubscribeToAllAsync(Position.Start, StreamFilter.All, Token));
        await subscription.CaughtUp();
        var next = subscription.Events(1);
        await Task.Delay(1_300, Token);

        Proxy.Set(new(Way.ToClient, 0, CutEnding.Reset));
        await store.AppendAt(new("stream"), 0, Some.Event());
        (await next).Should().ContainSingle();
    }

    [Fact]
    public async Task An_append_under_way_when_the_store_is_closed_is_of_unknown_outcome()
    {
        var store = NewStore("defaultDeadline=600000");
        var arrived = new TaskCompletionSource();
        Cluster.Behaviour.BeforeCommit = _ =>
        {
            arrived.TrySetResult();
            return Task.Delay(Soon, CancellationToken.None);
        };
        var append = store.Append(new("stream"), ExpectedRevision.NoStream, Some.Event());
        await arrived.Task;

        await store.DisposeAsync();
        await append.Awaiting(a => a.WaitAsync(Soon, Token)).Should().ThrowAsync<OutcomeUnknownException>();
    }

    [Fact]
    public async Task A_connection_that_fell_silent_for_good_is_noticed_by_its_pings()
    {
        await using var store = NewStore("defaultDeadline=300000&keepAliveInterval=1000&keepAliveTimeout=1000");
        await store.AppendAt(new("stream"), 0, Some.Event());

        Proxy.Set(new(Way.ToServer, 0, CutEnding.Hold));
        // No deadline passes here; the next connection is sound.
        await store.AppendAt(new("stream"), 1, Some.Event()).WaitAsync(Soon, Token);
    }
}
