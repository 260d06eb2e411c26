using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.Port;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Who is trusted as a node, and what is said of who is not.</summary>
public sealed class TlsTests : IDisposable
{
    private const string Impatient = "&defaultDeadline=1500&maxDiscoverAttempts=2";

    private readonly TempDirectory _directory = new();
    private readonly IssuedCertificates _issued = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _issued.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_node_is_trusted_by_the_authority_that_is_named(int nodes)
    {
        await using var cluster = await ProtocolCluster.StartAsync(nodes, tls: true);
        await using var store = cluster.Connect("&tlsCaFile=" + Uri.EscapeDataString(File(cluster.CertificateAuthority!)));

        await store.AppendAt(new("account-1"), 0, Some.Event());
        (await store.Forwards(new("account-1"))).Should().HaveCount(1);
        (await store.CheckHealthAsync(Token)).IsWritable.Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_node_that_nobody_vouches_for_is_refused_with_the_reason(int nodes)
    {
        await using var cluster = await ProtocolCluster.StartAsync(nodes, tls: true);
        await using var store = cluster.Connect(Impatient);

        await ShouldBeRefusedAsync(store, "*not secure*certificate*");
        (await store.CheckHealthAsync(Token)).Detail.Should().Match("*not secure*certificate*");
        cluster.Store.Count.Should().Be(0);
    }

    [Fact]
    public async Task A_node_that_another_authority_vouches_for_is_refused()
    {
        await using var cluster = await ProtocolCluster.StartAsync(tls: true);
        await using var store = cluster.Connect($"{Impatient}&tlsCaFile={Uri.EscapeDataString(File(_issued.RootPem))}");

        await ShouldBeRefusedAsync(store, "*not secure*certificate*");
    }

    [Fact]
    public async Task Whoever_answers_is_believed_where_that_is_asked_for_and_it_is_warned_of()
    {
        await using var cluster = await ProtocolCluster.StartAsync(tls: true);
        var log = new CollectedLog();
        await using var store = Stores.At(cluster.ConnectionString + "&tlsVerifyCert=false", log);

        await store.AppendAt(new("account-1"), 0, Some.Event());
        log.Lines.Should().Contain(line => line.StartsWith("Warning: ") && line.Contains("tlsVerifyCert is false"));
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused_whoever_signed_it()
    {
        await using var server = await ServeAsync(_issued.Issue("elsewhere.example"));
        await using var store = Connect(server, Impatient);

        await ShouldBeRefusedAsync(store, "*not secure*certificate*RemoteCertificateNameMismatch*");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Between_the_authority_and_the_node_may_stand_another_that_the_node_names(bool signedByRoot)
    {
        await using var server = await ServeAsync(_issued.Issue("127.0.0.1", signedByRoot));
        await using var store = Connect(server);

        (await store.ReadTailAsync(Token)).Should().Be(new Position(1584, 1584));
    }

    [Fact]
    public async Task Who_speaks_without_tls_to_a_node_that_wants_it_is_told_that_it_does_not_work()
    {
        await using var cluster = await ProtocolCluster.StartAsync(tls: true);
        await using var store = Stores.At(cluster.ConnectionString.Replace("tls=true", "tls=false", StringComparison.Ordinal) + Impatient);

        await ShouldBeRefusedAsync(store, $"*{cluster.Nodes[0].Endpoint.Port}*");
    }

    /// <summary>As behind a firewall that lets nothing through: connecting neither works nor fails.</summary>
    [Fact]
    public async Task Who_takes_a_connection_and_says_nothing_on_it_is_unavailable()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var store = Stores.At($"esdb://{silent.LocalEndpoint}?defaultDeadline=400");

        await ShouldBeRefusedAsync(store, $"*{silent.LocalEndpoint}*");
        await using var subscription = new SubscriptionReader(store.SubscribeToAllAsync(Position.Start, StreamFilter.All, Token));
        await FluentActions.Awaiting(subscription.Next).Should().ThrowAsync<StoreUnavailableException>();
    }

    private static async Task ShouldBeRefusedAsync(EventStoreDbStore store, string reason)
    {
        foreach (var call in new Func<Task>[]
        {
            () => store.ReadTailAsync(Token),
            () => store.Append(new("account-1"), ExpectedRevision.NoStream, Some.Event()),
        })
        {
            (await FluentActions.Awaiting(() => call().WaitAsync(TimeSpan.FromSeconds(20), Token)).Should().ThrowAsync<StoreUnavailableException>())
                .WithMessage(reason);
        }
    }

    private static EventStoreDbStore ConnectTo(ScriptedServer server, string authority, string options) =>
        Stores.At($"esdb://{server.Address.Authority}?tlsCaFile={Uri.EscapeDataString(authority)}{options}");

    private EventStoreDbStore Connect(ScriptedServer server, string options = "") => ConnectTo(server, File(_issued.RootPem), options);

    private Task<ScriptedServer> ServeAsync(X509Certificate2 certificate) => ScriptedServer.StartAsync(
        call => RecordedAnswer.PlayAsync(call, Recording.Load("read-all-backwards-1"), int.MaxValue), certificate, _issued.Chain);

    private string File(string pem)
    {
        var path = _directory.File("authority & more.pem");
        System.IO.File.WriteAllText(path, pem);
        return path;
    }
}
