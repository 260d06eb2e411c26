using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Server;

/// <summary>Old servers, servers with users, servers with TLS.</summary>
public sealed class KindsOfServerTests : ServerTests
{
    [Fact]
    public async Task A_server_of_old_has_neither_batches_nor_a_list_of_what_it_has()
    {
        Cluster.Behaviour.HasBatchAppend = false;
        await using var features = Ask.Call("server_features.ServerFeatures/GetSupportedMethods");
        features.Send(new Empty());
        features.Complete();
        (await features.ReceiveAsync(SupportedMethods.Parser))!.Methods.Should().HaveCount(32)
            .And.NotContain(method => method.MethodName == "batchappend");

        Cluster.Behaviour.HasServerFeatures = false;
        foreach (var method in (string[])[BatchAppend, "server_features.ServerFeatures/GetSupportedMethods"])
        {
            await using var call = Ask.Call(method);
            call.Send(new Empty());
            (await call.HeadersAsync()).Should().Contain("grpc-status", "12").And.Contain("grpc-message", "Method is unimplemented.");
        }
    }

    [Theory]
    [InlineData(null, "7")]
    [InlineData("Basic YWRtaW46d3Jvbmc=", "16")]
    [InlineData("Basic YWRtaW46Y2hhbmdlaXQ=", "0")]
    public async Task A_server_with_users_asks_for_the_right_credentials(string? authorization, string status)
    {
        Cluster.Behaviour.Credentials = ("admin", "changeit");
        await using var call = Ask.Append(
            "some", options => options.Any = new(), [Guid.NewGuid()], authorization is null ? [] : [("authorization", authorization)]);
        while (await call.ReceiveAsync() is not null)
        {
        }

        var end = status == "0" ? await call.TrailersAsync() : await call.HeadersAsync();
        end.Should().Contain("grpc-status", status);
        end.ContainsKey("exception").Should().Be(status != "0");
    }

    [Fact]
    public async Task Tls_is_trusted_by_who_trusts_the_authority_and_by_nobody_else()
    {
        await using var secure = await ProtocolCluster.StartAsync(tls: true);
        secure.ConnectionString.Should().EndWith("?tls=true");
        using var authority = X509Certificate2.CreateFromPem(secure.CertificateAuthority);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority);
        using var trusting = new HttpClient(handler);
        using var anybody = new HttpClient();

        foreach (var host in (string[])["127.0.0.1", "localhost"])
        {
            var address = new Uri($"https://{host}:{secure.Nodes[0].Endpoint.Port}/event_store.client.gossip.Gossip/Read");
            await using var call = new RawCall(trusting, address);
            call.Send(new Empty());
            call.Complete();
            (await call.ResponseAsync()).StatusCode.Should().Be(HttpStatusCode.OK);
            await using var distrustful = new RawCall(anybody, address);
            await FluentActions.Awaiting(() => distrustful.ResponseAsync()).Should().ThrowAsync<HttpRequestException>();
        }
    }
}
