using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;

namespace Ledger.Tests.EventStore.EventStoreDb.Framing;

/// <summary>How a call ended, wherever and however the server says it.</summary>
public sealed class StatusTests
{
    private static readonly GrpcMethod<ReadResp> Method = new("/event_store.client.streams.Streams/Read", ReadResp.Parser);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "")]
    [InlineData("plain words", "plain words")]
    [InlineData("100%25 sure", "100% sure")]
    [InlineData("Gr%C3%B6%C3%9Fe %E5%A4%A7%F0%9F%8F%A6", "Größe 大🏦")]
    [InlineData("broken %", "broken %")]
    [InlineData("broken %4", "broken %4")]
    [InlineData("broken %zz and%20not", "broken %zz and not")]
    public async Task A_message_is_decoded_and_what_is_no_escape_stays(string sent, string read)
    {
        var thrown = await FailAsync(call =>
        {
            call.Header("grpc-status", "14");
            call.Header("grpc-message", sent);
            return Task.CompletedTask;
        });

        thrown.Should().BeOfType<GrpcException>().Which.Status.Should().Be(new GrpcStatus(GrpcStatusCode.Unavailable, read, null, null));
    }

    [Fact]
    public async Task An_escape_that_is_no_utf_8_is_no_fault_of_its_own()
    {
        var thrown = await FailAsync(call =>
        {
            call.Header("grpc-status", "14");
            call.Header("grpc-message", "a%FF%FEb");
            return Task.CompletedTask;
        });

        thrown.Should().BeOfType<GrpcException>().Which.Status.Message.Should().StartWith("a").And.EndWith("b");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_status_counts_in_the_headers_and_after_messages_in_the_trailers(bool afterMessage)
    {
        var thrown = await FailAsync(async call =>
        {
            Action<string, string> say = afterMessage ? call.Trailer : call.Header;
            if (afterMessage)
            {
                await call.SendAsync(new ReadResp { CaughtUp = new() });
            }

            say("exception", "not-leader");
            say("leader-endpoint-host", "node-2.example");
            say("leader-endpoint-port", "2115");
            say("grpc-status", "5");
            say("grpc-message", "Leader info available");
        });

        thrown.Should().BeOfType<GrpcException>().Which.Status.Should().Be(
            new GrpcStatus(GrpcStatusCode.NotFound, "Leader info available", "not-leader", Endpoint.TryCreate("node-2.example", 2115)));
    }

    [Theory]
    [InlineData("127.0.0.1", "none")]
    [InlineData("127.0.0.1", "70000")]
    [InlineData("no host", "2113")]
    [InlineData("", "2113")]
    public async Task A_leader_whose_address_is_none_is_nobody(string host, string port)
    {
        var thrown = await FailAsync(call =>
        {
            call.Header("exception", "not-leader");
            call.Header("leader-endpoint-host", host);
            call.Header("leader-endpoint-port", port);
            call.Header("grpc-status", "5");
            return Task.CompletedTask;
        });

        thrown.Should().BeOfType<GrpcException>().Which.Status.Leader.Should().BeNull();
    }

    [Theory]
    [InlineData("99", 99)]
    [InlineData("x", 2)]
    [InlineData("", 2)]
    [InlineData("-1", 2)]
    public async Task A_code_that_nobody_knows_is_no_success(string sent, int code) =>
        (await FailAsync(call =>
        {
            call.Header("grpc-status", sent);
            return Task.CompletedTask;
        })).Should().BeOfType<GrpcException>().Which.Status.Code.Should().Be((GrpcStatusCode)code);

    [Fact]
    public async Task An_answer_without_a_status_is_an_error() =>
        (await FailAsync(call => call.SendAsync(new ReadResp { CaughtUp = new() })))
            .Should().BeOfType<IOException>().Which.Message.Should().Contain("without its status");

    [Fact]
    public async Task A_success_without_a_message_is_no_answer() =>
        (await FailAsync(async call =>
        {
            await call.SendHeadersAsync();
            call.Succeed();
        })).Should().BeOfType<IOException>().Which.Message.Should().Contain("answered nothing");

    [Theory]
    [InlineData(401, (int)GrpcStatusCode.Unauthenticated)]
    [InlineData(403, (int)GrpcStatusCode.PermissionDenied)]
    [InlineData(404, (int)GrpcStatusCode.Unimplemented)]
    public async Task What_http_says_without_a_status_of_grpc_counts_as_that(int status, int code)
    {
        var fault = (await FailAsync(call =>
        {
            call.HttpStatus(status);
            return Task.CompletedTask;
        })).Should().BeOfType<GrpcException>().Which;
        fault.Status.Code.Should().Be((GrpcStatusCode)code);
        fault.Message.Should().Contain($"HTTP status {status}");
    }

    [Theory]
    [InlineData(302)]
    [InlineData(503)]
    public async Task What_is_not_grpc_is_named_by_its_status(int status) =>
        (await FailAsync(call =>
        {
            call.HttpStatus(status);
            return Task.CompletedTask;
        })).Should().BeOfType<IOException>().Which.Message.Should().Contain($"HTTP status {status}");

    [Fact]
    public async Task A_status_is_heard_even_where_the_http_status_is_another() =>
        (await FailAsync(call =>
        {
            call.HttpStatus(401);
            call.Header("grpc-status", "16");
            return Task.CompletedTask;
        })).Should().BeOfType<GrpcException>().Which.Status.Code.Should().Be(GrpcStatusCode.Unauthenticated);

    private static async Task<Exception> FailAsync(Func<ScriptedCall, Task> answer)
    {
        await using var server = await ScriptedServer.StartAsync(answer);
        return (await FluentActions.Awaiting(() => server.Channel().CallAsync(
            Method, new Google.Protobuf.IMessage[] { new Empty() }, new(RequiresLeader: false, TimeSpan.FromSeconds(20)), Token)).Should().ThrowAsync<Exception>()).Which;
    }
}
