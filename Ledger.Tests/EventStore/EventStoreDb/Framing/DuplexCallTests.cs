using Ledger.EventStore.EventStoreDb.Appends;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;

namespace Ledger.Tests.EventStore.EventStoreDb.Framing;

/// <summary>A call that both sides write to, which either may leave.</summary>
public sealed class DuplexCallTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_side_writes_when_it_likes()
    {
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            while (await call.ReadAsync(BatchAppendReq.Parser) is { } request)
            {
                await call.SendAsync(new BatchAppendResp { CorrelationId = request.CorrelationId });
                await call.SendAsync(new BatchAppendResp { CorrelationId = request.CorrelationId });
            }
        });
        await using var call = await DuplexCalls.OpenAsync(server);

        for (var i = 0; i < 3; i++)
        {
            await DuplexCalls.WriteAsync(call, $"{i}a", $"{i}b");
            foreach (var expected in new[] { $"{i}a", $"{i}a", $"{i}b", $"{i}b" })
            {
                (await call.ReadAsync(Token).AsTask().WaitAsync(Patience, Token))!.CorrelationId.String.Should().Be(expected);
            }
        }
    }

    [Fact]
    public async Task Where_nobody_listens_it_is_not_opened()
    {
        var server = await ScriptedServer.StartAsync(call => call.HoldAsync());
        var address = server.Address;
        await server.DisposeAsync();
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());

        var thrown = (await FluentActions.Awaiting(() => new GrpcChannel(address, null, http, TimeProvider.System)
            .OpenAsync(AppendMethods.BatchAppend, new(RequiresLeader: true), Token)).Should().ThrowAsync<HttpRequestException>()).Which;
        thrown.HttpRequestError.Should().Be(HttpRequestError.ConnectionError);
    }

    [Fact]
    public async Task Leaving_it_ends_it_at_the_server_and_whoever_reads()
    {
        var gone = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            call.Ended.Register(() => gone.TrySetResult());
            await call.SendHeadersAsync();
            await call.HoldAsync();
        });
        var call = await DuplexCalls.OpenAsync(server);
        await DuplexCalls.WriteAsync(call, "a");
        var reading = call.ReadAsync(Token).AsTask();
        await Task.Delay(50, Token);

        await call.DisposeAsync().AsTask().WaitAsync(Patience, Token);

        await gone.Task.WaitAsync(Patience, Token);
        await FluentActions.Awaiting(() => reading.WaitAsync(Patience, Token)).Should().ThrowAsync<Exception>();
    }
}
