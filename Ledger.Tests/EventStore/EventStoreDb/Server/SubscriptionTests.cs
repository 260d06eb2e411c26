using Ledger.EventStore.EventStoreDb.Protocol;
using Content = Ledger.EventStore.EventStoreDb.Protocol.ReadResp.ContentOneofCase;

namespace Ledger.Tests.EventStore.EventStoreDb.Server;

/// <summary>Subscriptions to the server of the tests, where no recording says it.</summary>
public sealed class SubscriptionTests : ServerTests
{
    [Fact]
    public async Task A_subscription_to_a_stream_goes_on_behind_its_revision_and_waits_for_one_that_is_not_there()
    {
        await Ask.AppendAsync("some", 3);
        await using var some = Ask.Read(options =>
        {
            options.Stream = new() { StreamIdentifier = Asking.Stream("some"), Revision = 1 };
            options.Subscription = new();
        });
        await using var absent = Ask.Read(options =>
        {
            options.Stream = new() { StreamIdentifier = Asking.Stream("absent"), Start = new() };
            options.Subscription = new();
        });

        (await NextAsync(some, 3)).Should().Equal("Confirmation", "Event 2", "CaughtUp");
        (await NextAsync(absent, 2)).Should().Equal("Confirmation", "CaughtUp");
        await Ask.AppendAsync("some");
        await Ask.AppendAsync("absent");
        (await NextAsync(some, 1)).Should().Equal("Event 3");
        (await NextAsync(absent, 1)).Should().Equal("Event 0");
    }

    [Fact]
    public async Task A_checkpoint_comes_after_each_window_of_events_that_were_looked_at_and_none_before()
    {
        await Ask.AppendAsync("other", 3);
        await using var subscription = SubscribeToPrefix("some");
        (await NextAsync(subscription, 2)).Should().Equal("Confirmation", "CaughtUp");

        await Ask.AppendAsync("other", 28);
        await Ask.AppendAsync("some");
        await Ask.AppendAsync("other");
        (await NextAsync(subscription, 2)).Should().Equal("Event 0", "Checkpoint");

        await Ask.AppendAsync("other", 30);
        await Ask.AppendAsync("some");
        (await NextAsync(subscription, 2)).Should().Equal("Event 1", "Checkpoint");
    }

    [Fact]
    public async Task Old_servers_do_not_say_that_a_subscription_caught_up_and_old_clients_are_not_told_where_a_stream_ends()
    {
        Cluster.Behaviour.SaysCaughtUp = false;
        await Ask.AppendAsync("some");
        await using var subscription = SubscribeToPrefix("some");

        (await NextAsync(subscription, 2)).Should().Equal("Confirmation", "Event 0");
        await Ask.AppendAsync("some");
        (await NextAsync(subscription, 1)).Should().Equal("Event 1");
        (await Ask.ReadAsync(options =>
        {
            options.Stream = new() { StreamIdentifier = Asking.Stream("some"), Start = new() };
            options.ControlOption = null;
        })).Should().HaveCount(2).And.OnlyContain(answer => answer.ContentCase == Content.Event);
    }

    [Fact]
    public async Task A_subscription_that_has_much_to_read_at_once_has_fallen_behind()
    {
        await using var subscription = SubscribeToPrefix("some");
        (await NextAsync(subscription, 2)).Should().Equal("Confirmation", "CaughtUp");

        await Ask.AppendAsync("some", 600);

        var said = await NextAsync(subscription, 600 + (600 / 32) + 2);
        said[0].Should().Be("FellBehind");
        said[^1].Should().Be("CaughtUp");
        said.Where(word => word.StartsWith("Event", StringComparison.Ordinal)).Should().HaveCount(600);
    }

    [Fact]
    public async Task A_tombstone_is_an_event_of_its_stream_in_all_with_the_highest_revision()
    {
        await Ask.AppendAsync("some");
        await using var subscription = SubscribeToPrefix("some");
        await using var ofTheStream = Ask.Read(options =>
        {
            options.Stream = new() { StreamIdentifier = Asking.Stream("some"), Start = new() };
            options.Subscription = new();
        });
        (await NextAsync(ofTheStream, 3)).Should().Equal("Confirmation", "Event 0", "CaughtUp");

        await Ask.DeleteAsync("some", forGood: true);

        (await NextAsync(subscription, 4)).Should().EndWith($"Event {long.MaxValue}");
        (await ofTheStream.ReceiveAsync()).Should().BeNull();
        (await ofTheStream.TrailersAsync()).Should().Contain("exception", "stream-deleted");
    }

    private static async Task<List<string>> NextAsync(RawCall subscription, int count)
    {
        var said = new List<string>();
        while (said.Count < count)
        {
            var answer = await subscription.ReceiveAsync(ReadResp.Parser);
            said.Add(answer!.Event is { } e ? $"Event {e.Event.StreamRevision}" : $"{answer.ContentCase}");
        }

        return said;
    }

    private RawCall SubscribeToPrefix(string prefix) => Ask.Read(options =>
    {
        options.All = new() { Start = new() };
        options.Subscription = new();
        options.Filter = new() { StreamIdentifier = new() { Prefix = { prefix } }, Max = 32, CheckpointIntervalMultiplier = 1 };
    });
}
