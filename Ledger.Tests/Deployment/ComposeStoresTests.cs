using System.Data.Common;

namespace Ledger.Tests.Deployment;

/// <summary>That the ledger of a Compose file looks for its stores where that file has them, and as they are.</summary>
public sealed class ComposeStoresTests
{
    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void The_ledger_waits_until_every_service_that_its_settings_name_is_healthy(string file)
    {
        var compose = ComposeFile.Read(file);
        var named = compose.EventStores.Select(each => each.Host).Append(compose.ReadModels.Host);

        compose.Api.DependsOn.Keys.Should().BeEquivalentTo(named);
        compose.Services.SelectMany(service => service.DependsOn).Should().AllSatisfy(each =>
        {
            compose.Services.Select(service => service.Name).Should().Contain(each.Key);
            each.Value.Should().Be("service_healthy");
        });
    }

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void The_ledger_looks_for_every_node_at_the_port_where_it_is(string file)
    {
        var compose = ComposeFile.Read(file);

        compose.EventStores.Should().BeEquivalentTo(compose.Nodes.Select(node => (Host: node.Name, Port: node.NodePort)));
        compose.Nodes.Should().AllSatisfy(node => node.Environment["EVENTSTORE_INSECURE"].Should().Be("true"));
        compose.Api.Environment["Ledger__EventStore"].Should().EndWith("?tls=false", "an insecure node speaks plain HTTP");
        compose.Api.Environment["Ledger__EventStore"].StartsWith("esdb+discover://", StringComparison.Ordinal).Should().Be(compose.Nodes.Count > 1);
    }

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void The_ledger_looks_for_PostgreSQL_where_it_is_with_the_user_that_it_has(string file)
    {
        foreach (var compose in new[] { ComposeFile.Read(file), ComposeFile.Read(file, ("LEDGER_POSTGRES_PASSWORD", "another")) })
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = compose.Api.Environment["Ledger__ReadModels"] };
            var postgres = compose.Postgres;

            parts["Username"].Should().Be(postgres.Environment["POSTGRES_USER"]);
            parts["Password"].Should().Be(postgres.Environment["POSTGRES_PASSWORD"]);
            parts["Database"].Should().Be(postgres.Environment["POSTGRES_DB"]);
            postgres.HealthCheck.Should().Contain(
                [$"--port={compose.ReadModels.Port}", $"--username={parts["Username"]}", $"--dbname={parts["Database"]}"]);
        }

        ComposeFile.Read(file, ("LEDGER_POSTGRES_PASSWORD", "another")).Postgres.Environment["POSTGRES_PASSWORD"].Should().Be("another");
    }

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void Both_stores_can_be_set_from_outside(string file)
    {
        var api = ComposeFile.Read(file, ("LEDGER_EVENT_STORE", "embedded"), ("LEDGER_READ_MODELS", "Host=elsewhere;Port=1")).Api;

        api.Environment["Ledger__EventStore"].Should().Be("embedded");
        api.Environment["Ledger__ReadModels"].Should().Be("Host=elsewhere;Port=1");
    }

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void A_node_is_asked_for_its_health_at_its_own_port(string file) => ComposeFile.Read(file).Nodes.Should().AllSatisfy(node =>
    {
        node.HealthCheck[^1].Should().Be($"http://127.0.0.1:{node.NodePort}/health/live");
        node.Environment["EVENTSTORE_NODE_IP"].Should().Be("0.0.0.0", "loopback alone is not seen by the ledger, another address not by the check");
    });

    [Fact]
    public void Each_node_of_the_cluster_knows_the_others_and_says_its_own_name()
    {
        var nodes = ComposeFile.Read(ComposeFile.Cluster).Nodes;

        nodes.Should().HaveCount(3).And.AllSatisfy(node =>
        {
            node.Environment["EVENTSTORE_CLUSTER_SIZE"].Should().Be($"{nodes.Count}");
            node.Environment["EVENTSTORE_DISCOVER_VIA_DNS"].Should().Be("false");
            node.Environment["EVENTSTORE_REPLICATION_IP"].Should().Be("0.0.0.0");
            node.Environment["EVENTSTORE_NODE_HOST_ADVERTISE_AS"].Should().Be(node.Name);
            node.Environment["EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS"].Should().Be(node.Name);
            Addresses.OfList(node.Environment["EVENTSTORE_GOSSIP_SEED"]).Should()
                .BeEquivalentTo(nodes.Where(other => other != node).Select(other => (Host: other.Name, Port: other.NodePort)));
        });
    }
}
