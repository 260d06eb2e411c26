using Ledger.Api.Hosting;
using Ledger.Api.Settings;

namespace Ledger.Tests.Deployment;

/// <summary>What can be known of the Compose files without running them: that their parts agree with each other and with the code.</summary>
public sealed class ComposeTests
{
    /// <summary>As documented for EventStoreDB 24.10: a wrong name would show only where it runs, or not at all.</summary>
    private static readonly string[] EventStoreOptions =
    [
        "EVENTSTORE_CLUSTER_SIZE", "EVENTSTORE_DISCOVER_VIA_DNS", "EVENTSTORE_ENABLE_ATOM_PUB_OVER_HTTP", "EVENTSTORE_GOSSIP_SEED",
        "EVENTSTORE_INSECURE", "EVENTSTORE_NODE_HOST_ADVERTISE_AS", "EVENTSTORE_NODE_IP", "EVENTSTORE_NODE_PORT",
        "EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS", "EVENTSTORE_REPLICATION_IP", "EVENTSTORE_REPLICATION_PORT",
    ];

    private static readonly string[] PostgresOptions = ["POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB"];

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void Every_variable_is_one_that_its_service_knows(string file)
    {
        var compose = ComposeFile.Read(file);

        compose.Api.Environment.Keys.Should().BeSubsetOf(LedgerSettings.Names).And.Contain(["Ledger__EventStore", "Ledger__ReadModels"]);
        compose.Postgres.Environment.Keys.Should().BeEquivalentTo(PostgresOptions);
        compose.Nodes.Should().NotBeEmpty().And.AllSatisfy(node => node.Environment.Keys.Should().BeSubsetOf(EventStoreOptions));
    }

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void Every_service_can_be_seen_to_be_healthy_and_comes_back_after_a_fault(string file) =>
        ComposeFile.Read(file).Services.Should().AllSatisfy(service =>
        {
            service.Restart.Should().Be("unless-stopped");
            if (service.Build is null)
            {
                service.HealthCheck.Should().HaveCountGreaterThan(1).And.HaveElementAt(0, "CMD");
            }
            else
            {
                Dockerfile().Final.Should().ContainSingle(each => each.Name == "HEALTHCHECK");
            }
        });

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void Only_the_ledger_and_the_user_interface_are_published_and_only_to_this_machine(string file)
    {
        var compose = ComposeFile.Read(file);
        var ports = compose.Services.SelectMany(service => service.Ports).ToList();

        ports.Select(port => port.Address).Should().AllBe("127.0.0.1");
        ports.Select(port => port.Port).Should().OnlyHaveUniqueItems();
        compose.Postgres.Ports.Should().BeEmpty();
        compose.Api.Ports.Should().ContainSingle().Which.InContainer.Should().Be(int.Parse(Dockerfile().Only("EXPOSE").Text));
        compose.Api.Ports[0].Port.Should().Be(new Uri(LedgerApplication.DefaultUrl).Port, "the documentation speaks of one address");
        compose.Nodes.Should().AllSatisfy(node => node.Ports.Should().ContainSingle().Which.InContainer.Should().Be(node.NodePort));
    }

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void Every_image_is_pinned_or_built_here(string file) => ComposeFile.Read(file).Services.Should().AllSatisfy(service =>
    {
        if (service.Image is null)
        {
            service.Build.Should().Be(".");
            RepositoryFiles.Has("Dockerfile").Should().BeTrue();
        }
        else
        {
            ImageTag.NamesVersion(service.Image, parts: 2).Should().BeTrue(service.Image);
        }
    });

    [Theory]
    [MemberData(nameof(ComposeFile.Names), MemberType = typeof(ComposeFile))]
    public void Every_volume_is_declared_and_belongs_to_one_service(string file)
    {
        var compose = ComposeFile.Read(file);
        var mounted = compose.Services.SelectMany(service => service.Volumes).ToList();

        mounted.Select(each => each.Volume).Should().BeEquivalentTo(compose.Volumes).And.OnlyHaveUniqueItems();
        compose.Api.Volumes.Should().ContainSingle().Which.Directory.Should().Be(Dockerfile().Only("VOLUME").Text);
        compose.Postgres.Volumes.Should().ContainSingle().Which.Directory.Should().Be("/var/lib/postgresql/data");
        compose.Nodes.Should().AllSatisfy(node =>
            node.Volumes.Select(each => each.Directory).Should().BeEquivalentTo(["/var/lib/eventstore", "/var/log/eventstore"]));
    }

    [Fact]
    public void The_two_files_differ_only_in_the_nodes()
    {
        var (single, cluster) = (ComposeFile.Read(ComposeFile.Single), ComposeFile.Read(ComposeFile.Cluster));

        cluster.Postgres.Should().BeEquivalentTo(single.Postgres, options => options.Excluding(postgres => postgres.NodePort));
        cluster.Api.Should().BeEquivalentTo(single.Api, options =>
            options.Excluding(api => api.NodePort).Excluding(api => api.Environment).Excluding(api => api.DependsOn));
        cluster.Api.Environment["Ledger__ReadModels"].Should().Be(single.Api.Environment["Ledger__ReadModels"]);
        cluster.Nodes.Concat(single.Nodes).Select(node => node.Image).Distinct(StringComparer.Ordinal).Should().ContainSingle();
    }

    private static DockerfileText Dockerfile() => DockerfileText.Parse(RepositoryFiles.Read("Dockerfile"));
}
