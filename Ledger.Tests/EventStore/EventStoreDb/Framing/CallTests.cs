using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;

namespace Ledger.Tests.EventStore.EventStoreDb.Framing;

/// <summary>What a call carries, and how it ends before its answer does.</summary>
public sealed class CallTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly GrpcMethod<ReadResp> Method = new("/event_store.client.streams.Streams/Read", ReadResp.Parser);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2500.0, "2500m")]
    [InlineData(99_999_999.0, "99999999m")]
    [InlineData(2_147_483_647.0, "99999999m")]
    [InlineData(null, "")]
    public async Task A_call_says_how_long_it_may_take_in_no_more_digits_than_a_server_reads(double? deadline, string header)
    {
        var said = new TaskCompletionSource<string>();
        await using var server = await ScriptedServer.StartAsync(call =>
        {
            said.TrySetResult(call.RequestHeader("grpc-timeout"));
            call.Header("grpc-status", "0");
            return Task.CompletedTask;
        });

        var limit = deadline is { } ms ? TimeSpan.FromMilliseconds(ms) : (TimeSpan?)null;
        await FluentActions.Awaiting(() => CallAsync(server, new(RequiresLeader: false, limit))).Should().ThrowAsync<Exception>();

        (await said.Task.WaitAsync(Patience, Token)).Should().Be(header);
    }

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "")]
    public async Task A_call_says_whether_it_wants_the_leader(bool wants, string header)
    {
        string[] said = [];
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            said = [call.RequestHeader("requires-leader"), call.RequestHeader("te"), call.RequestHeader("content-type"), call.Path];
            await call.SendAsync(new ReadResp { CaughtUp = new() });
            call.Succeed();
        });

        await CallAsync(server, new(wants));

        said.Should().Equal(header, "trailers", "application/grpc", Method.Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deadline_ends_a_call_that_is_not_answered_or_not_to_its_end(bool begins)
    {
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            if (begins)
            {
                await call.SendAsync(new ReadResp { CaughtUp = new() });
            }

            await call.HoldAsync();
        });

        (await FluentActions.Awaiting(() => CallAsync(server, new(RequiresLeader: false, TimeSpan.FromMilliseconds(200))))
            .Should().ThrowAsync<TimeoutException>()).WithMessage($"*{server.Address.Authority}*0.2 s*");
    }

    [Fact]
    public async Task Who_cancels_a_call_hears_that_and_so_does_the_server()
    {
        var gone = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            call.Ended.Register(gone.SetResult);
            arrived.SetResult();
            await call.HoldAsync();
        });
        using var cancelling = new CancellationTokenSource();
        var calling = server.Channel().CallAsync(Method, new IMessage[] { new Empty() }, new(RequiresLeader: false, Patience), cancelling.Token);
        await arrived.Task.WaitAsync(Patience, Token);

        await cancelling.CancelAsync();

        await FluentActions.Awaiting(() => calling).Should().ThrowAsync<OperationCanceledException>();
        await gone.Task.WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task An_answer_that_is_reset_is_broken()
    {
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            await call.SendAsync(new ReadResp { CaughtUp = new() });
            call.Reset();
        });

        await FluentActions.Awaiting(() => CallAsync(server, new(RequiresLeader: false, Patience))).Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task An_answer_cut_off_in_a_message_is_broken_though_the_server_calls_it_a_success()
    {
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            var frame = ScriptedCall.Framed(new ReadResp { LastStreamPosition = 7 }.ToByteArray());
            await call.SendAsync(frame.AsMemory(..^1));
            call.Succeed();
        });

        await FluentActions.Awaiting(() => CallAsync(server, new(RequiresLeader: false, Patience))).Should().ThrowAsync<IOException>().WithMessage("*broke off*");
    }

    private static Task<ReadResp> CallAsync(ScriptedServer server, GrpcCallOptions options) =>
        server.Channel().CallAsync(Method, new IMessage[] { new Empty() }, options, Token);
}
