using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.Support.EventStoreDb;
using EndPoint = Ledger.EventStore.EventStoreDb.Protocol.EndPoint;
using State = Ledger.EventStore.EventStoreDb.Protocol.MemberInfo.Types.VNodeState;

namespace Ledger.Tests.EventStore.EventStoreDb.Server;

/// <summary>The server of the tests as a cluster: who leads, who dies, who returns.</summary>
public sealed class ClusterTests() : ServerTests(3)
{
    [Fact]
    public async Task The_connection_string_names_all_nodes_of_a_cluster_and_the_one_node_that_is_alone()
    {
        await using var alone = await ProtocolCluster.StartAsync();
        var hosts = string.Join(',', Cluster.Nodes.Select(node => $"127.0.0.1:{node.Endpoint.Port}"));

        Cluster.ConnectionString.Should().Be($"esdb+discover://{hosts}?tls=false");
        alone.ConnectionString.Should().Be($"esdb://127.0.0.1:{alone.Nodes[0].Endpoint.Port}?tls=false");
    }

    [Fact]
    public async Task Gossip_names_what_a_node_advertises_and_so_do_followers_of_the_leader()
    {
        Cluster.Nodes[1].Advertised = new("elsewhere.example", 4711);
        Cluster.MoveLeader(Cluster.Nodes[1]);

        var members = await Ask.GossipAsync(Cluster.Nodes[0]);
        await using var call = Ask.Append("some", options => options.Any = new(), [Guid.NewGuid()], Asking.RequiresLeader);

        members.Single(member => member.State == State.Leader).HttpEndPoint
            .Should().Be(new EndPoint { Address = "elsewhere.example", Port = 4711 });
        (await call.HeadersAsync()).Should().Contain("leader-endpoint-host", "elsewhere.example").And.Contain("leader-endpoint-port", "4711");
    }

    [Fact]
    public async Task A_leader_that_dies_breaks_its_calls_and_leaves_nobody_to_lead_until_it_is_moved()
    {
        await using var batch = Ask.Call(BatchAppend);
        batch.Send(Asking.Batch("some", options => options.NoStream = new(), Guid.NewGuid()));
        await batch.ReceiveAsync();

        await Cluster.Nodes[0].StopAsync();

        await FluentActions.Awaiting(() => batch.ReceiveAsync()).Should().ThrowAsync<Exception>();
        (await Ask.GossipAsync(Cluster.Nodes[1])).Select(member => (member.IsAlive, member.State))
            .Should().Equal((false, State.Leader), (true, State.Unknown), (true, State.Unknown));
        Cluster.Leader.Should().BeNull();

        Cluster.MoveLeader(Cluster.Nodes[2]);
        (await Ask.GossipAsync(Cluster.Nodes[1])).Select(member => member.State).Should().Equal(State.Leader, State.Follower, State.Leader);
    }

    [Fact]
    public async Task A_node_that_died_refuses_connections_and_returns_at_the_same_port()
    {
        var node = Cluster.Nodes[2];
        for (var life = 0; life < 3; life++)
        {
            await node.StopAsync();
            await FluentActions.Awaiting(() => Ask.GossipAsync(node)).Should().ThrowAsync<HttpRequestException>();

            await node.StartAgainAsync();
            (await Ask.GossipAsync(node)).Should().OnlyContain(member => member.IsAlive);
        }
    }

    [Fact]
    public async Task A_node_that_is_alone_leads_again_when_it_returns()
    {
        await using var alone = await ProtocolCluster.StartAsync();

        await alone.Nodes[0].StopAsync();
        alone.Leader.Should().BeNull();
        await alone.Nodes[0].StartAgainAsync();

        alone.Leader.Should().Be(alone.Nodes[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_that_insists_on_the_leader_ends_when_the_leader_moves(bool answeredBefore)
    {
        await using var batch = Ask.Call(BatchAppend, Asking.RequiresLeader);
        if (answeredBefore)
        {
            batch.Send(Asking.Batch("some", options => options.NoStream = new(), Guid.NewGuid()));
            (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Success.Should().NotBeNull();
        }
        else
        {
            await Ask.GossipAsync(Cluster.Nodes[0]);
        }

        Cluster.MoveLeader(Cluster.Nodes[1]);

        (await batch.ReceiveAsync()).Should().BeNull();
        var end = answeredBefore ? await batch.TrailersAsync() : await batch.HeadersAsync();
        end.Should().Contain("grpc-status", "5").And.Contain("exception", "not-leader")
            .And.Contain("leader-endpoint-port", $"{Cluster.Nodes[1].Endpoint.Port}");
    }

    [Fact]
    public async Task A_batch_that_does_not_insist_is_forwarded_and_says_so_while_nobody_leads()
    {
        await using var batch = Ask.Call(BatchAppend);
        Cluster.MoveLeader(Cluster.Nodes[1]);
        batch.Send(Asking.Batch("some", options => options.NoStream = new(), Guid.NewGuid()));
        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Success.Should().NotBeNull();

        Cluster.LoseLeader();
        batch.Send(Asking.Batch("some", options => options.StreamPosition = 0, Guid.NewGuid()));
        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Error.Message.Should().Be("Server Is Not Ready");

        Cluster.MoveLeader(Cluster.Nodes[2]);
        batch.Send(Asking.Batch("some", options => options.StreamPosition = 0, Guid.NewGuid()));
        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Success.CurrentRevision.Should().Be(1);
    }
}
