using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>What an operator reads: which node is in use, and whether it can be written.</summary>
public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_node_leads_alone()
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        await using var store = cluster.Connect();

        var health = await store.CheckHealthAsync(Token);

        health.IsWritable.Should().BeTrue();
        health.Detail.Should().Be($"EventStoreDB at {At(cluster.Nodes[0])}, which leads alone.");
    }

    [Fact]
    public async Task One_node_that_knows_itself_by_another_name_is_called_as_it_was_named()
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        cluster.Nodes[0].Advertised = new("a-name-from-inside", 2113);
        await using var store = cluster.Nodes[0].Connect();

        (await store.CheckHealthAsync(Token)).Detail.Should().Be($"EventStoreDB at {At(cluster.Nodes[0])}, which leads alone.");
    }

    [Fact]
    public async Task Of_a_cluster_the_leader_is_named_as_it_is_now()
    {
        await using var cluster = await ProtocolCluster.StartAsync(3);
        await using var store = cluster.Connect();
        await store.AppendAt(new("account-1"), 0, Some.Event());
        cluster.MoveLeader(cluster.Nodes[2]);

        (await store.CheckHealthAsync(Token)).Detail.Should().Be($"EventStoreDB at {At(cluster.Nodes[2])}, which leads 3 nodes.");

        await cluster.Nodes[0].StopAsync();
        (await store.CheckHealthAsync(Token)).Detail.Should().Be($"EventStoreDB at {At(cluster.Nodes[2])}, which leads 2 nodes.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Where_nobody_leads_it_is_not_writable_and_each_node_is_named(int nodes)
    {
        await using var cluster = await ProtocolCluster.StartAsync(nodes);
        await using var store = cluster.Connect();
        cluster.LoseLeader();

        var health = await store.CheckHealthAsync(Token);

        health.IsWritable.Should().BeFalse();
        health.Detail.Should().Contain("no leader").And.ContainAll(cluster.Nodes.Select(node => $"{At(node)} Unknown"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Where_nobody_is_there_it_is_not_writable_and_each_node_is_named(int nodes)
    {
        await using var cluster = await ProtocolCluster.StartAsync(nodes);
        await using var store = cluster.Connect();
        foreach (var node in cluster.Nodes)
        {
            await node.StopAsync();
        }

        var health = await store.CheckHealthAsync(Token);

        health.IsWritable.Should().BeFalse();
        health.Detail.Should().Contain("No node of EventStoreDB answers").And.ContainAll(cluster.Nodes.Select(At));

        await cluster.Nodes[0].StartAgainAsync();
        cluster.MoveLeader(cluster.Nodes[0]);
        (await store.CheckHealthAsync(Token)).IsWritable.Should().BeTrue();
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_not_waited_for_longer_than_gossip_may_take()
    {
        await using var server = await Scripted.ScriptedServer.StartAsync(call => call.HoldAsync());
        await using var store = server.Store("&gossipTimeout=200");

        var health = await store.CheckHealthAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

        health.IsWritable.Should().BeFalse();
        health.Detail.Should().Contain(server.Address.Authority).And.Contain("did not answer within 0.2 s");
    }

    private static string At(ProtocolNode node) => $"{node.Endpoint.Host}:{node.Endpoint.Port}";
}
