using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;
using State = Ledger.EventStore.EventStoreDb.Protocol.MemberInfo.Types.VNodeState;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Who is looked for, and what is said where nobody is found.</summary>
public sealed class DiscoveryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(NodePreference.Leader, "leader")]
    [InlineData(NodePreference.Follower, "follower1 follower2")]
    [InlineData(NodePreference.ReadOnlyReplica, "replica")]
    [InlineData(NodePreference.Random, "leader follower1 follower2 replica")]
    public void The_preferred_node_is_one_of_its_kind(NodePreference preference, string names)
    {
        var chosen = Enumerable.Range(0, 200)
            .Select(seed => Gossip.PreferredOf(Members(State.Leader, State.Follower, State.ReadOnlyReplica), preference, new Random(seed))!.Host);

        chosen.Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(names.Split(' '));
    }

    [Theory]
    [InlineData(NodePreference.Leader)]
    [InlineData(NodePreference.ReadOnlyReplica)]
    public void Where_there_is_none_of_its_kind_another_that_can_be_read_will_do(NodePreference preference) =>
        Gossip.PreferredOf(Members(State.PreLeader, State.Follower, State.CatchingUp), preference, new Random(1))!.Host.Should().StartWith("follower");

    [Fact]
    public void Where_none_can_be_read_there_is_none() =>
        Gossip.PreferredOf(Members(State.Unknown, State.PreReplica, State.ShuttingDown), NodePreference.Random, new Random(1)).Should().BeNull();

    [Fact]
    public async Task Discovery_ends_after_its_attempts_with_what_it_found()
    {
        await using var cluster = await ProtocolCluster.StartAsync(3);
        cluster.LoseLeader();
        await using var store = cluster.Connect("&maxDiscoverAttempts=2&discoveryInterval=10&defaultDeadline=1500");

        (await FluentActions.Awaiting(() => store.ReadTailAsync(Token)).Should().ThrowAsync<StoreUnavailableException>())
            .Which.Message.Should().ContainAll(
            [
                "a leader in 2 attempts",
                .. cluster.Nodes.Select(node => $"{node.Endpoint.Host}:{node.Endpoint.Port} Unknown"),
            ]);
    }

    [Fact]
    public async Task Where_nobody_is_there_each_that_was_asked_is_named()
    {
        await using var cluster = await ProtocolCluster.StartAsync(3);
        await using var store = cluster.Connect("&maxDiscoverAttempts=2&discoveryInterval=10&defaultDeadline=1500");
        foreach (var node in cluster.Nodes)
        {
            await node.StopAsync();
        }

        foreach (var call in new Func<Task>[] { () => store.ReadTailAsync(Token), () => store.Append(new("a"), ExpectedRevision.NoStream, Some.Event()) })
        {
            (await FluentActions.Awaiting(call).Should().ThrowAsync<StoreUnavailableException>())
                .Which.Message.Should().ContainAll(cluster.Nodes.Select(node => $"{node.Endpoint.Host}:{node.Endpoint.Port}: "));
        }
    }

    /// <summary>However long the search goes on, nobody waits for it longer than a call may take, nor does closing the store.</summary>
    [Fact]
    public async Task A_search_without_end_holds_nobody_up()
    {
        await using var cluster = await ProtocolCluster.StartAsync(3);
        cluster.LoseLeader();
        var store = cluster.Connect("&maxDiscoverAttempts=-1&discoveryInterval=10&defaultDeadline=300");

        await FluentActions.Awaiting(() => store.Append(new("a"), ExpectedRevision.NoStream, Some.Event()).WaitAsync(Patience, Token))
            .Should().ThrowAsync<StoreUnavailableException>();
        await FluentActions.Awaiting(() => store.ReadTailAsync(Token).WaitAsync(Patience, Token)).Should().ThrowAsync<StoreUnavailableException>();
        await using (var subscription = new SubscriptionReader(store.SubscribeToAllAsync(Position.Start, StreamFilter.All, Token)))
        {
            await FluentActions.Awaiting(subscription.Next).Should().ThrowAsync<StoreUnavailableException>();
        }

        await store.DisposeAsync().AsTask().WaitAsync(Patience, Token);
    }

    private static Member[] Members(State first, State middle, State last) =>
    [
        new(Endpoint.TryCreate("leader", 1)!, first),
        new(Endpoint.TryCreate("follower1", 1)!, middle),
        new(Endpoint.TryCreate("follower2", 1)!, middle),
        new(Endpoint.TryCreate("replica", 1)!, last),
    ];
}
