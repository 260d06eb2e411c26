using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Appends;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.Tests.EventStore.EventStoreDb.Framing;

/// <summary>
/// A node that is behind a firewall, or that hangs: connecting neither works nor fails until the handler gives it up. That is a fault of
/// the connection, before anything was sent, and not somebody's wish to stop.
/// </summary>
public sealed class ConnectingTests : IDisposable
{
    private static readonly GrpcMethod<ReadResp> Method = new("/event_store.client.streams.Streams/Read", ReadResp.Parser);

    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(200) });
    private readonly GrpcChannel _channel;

    public ConnectingTests()
    {
        _silent.Start();

        // Whoever waits for the greeting of an encrypted connection is still connecting.
        _channel = new(new($"https://{_silent.LocalEndpoint}"), credentials: null, _http, TimeProvider.System);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _silent.Dispose();
    }

    [Fact]
    public Task A_call_says_so() => ShouldFailAsync(
        () => _channel.CallAsync(Method, new IMessage[] { new Empty() }, new(RequiresLeader: false, TimeSpan.FromMinutes(1)), Token));

    [Fact]
    public Task A_stream_says_so() => ShouldFailAsync(
        () => _channel.StreamAsync(Method, new IMessage[] { new Empty() }, new(RequiresLeader: false), Token).AnyAsync(Token).AsTask());

    [Fact]
    public Task A_call_of_two_sides_says_so() => ShouldFailAsync(() => _channel.OpenAsync(AppendMethods.BatchAppend, new(RequiresLeader: true), Token));

    private async Task ShouldFailAsync(Func<Task> call)
    {
        var thrown = (await FluentActions.Awaiting(call).Should().ThrowAsync<HttpRequestException>()).Which;
        thrown.Message.Should().Contain($"{_silent.LocalEndpoint}");
        Faults.IsBeforeSending(thrown).Should().BeTrue();
    }
}
