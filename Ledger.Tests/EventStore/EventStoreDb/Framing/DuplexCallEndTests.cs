using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;

namespace Ledger.Tests.EventStore.EventStoreDb.Framing;

/// <summary>Each way in which the server may end a call that both sides write to.</summary>
public sealed class DuplexCallEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clean_end_is_no_message()
    {
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            await call.ReadAsync(BatchAppendReq.Parser);
            await call.SendAsync(new BatchAppendResp());
            call.Succeed();
        });
        await using var call = await DuplexCalls.OpenAsync(server);
        await DuplexCalls.WriteAsync(call, "a");

        (await call.ReadAsync(Token)).Should().NotBeNull();
        (await call.ReadAsync(Token)).Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_error_is_heard_after_answers_or_instead_of_them(bool answersFirst)
    {
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            await call.ReadAsync(BatchAppendReq.Parser);
            Action<string, string> say = answersFirst ? call.Trailer : call.Header;
            if (answersFirst)
            {
                await call.SendAsync(new BatchAppendResp());
            }

            say("grpc-status", "14");
            say("grpc-message", "gone");
        });
        await using var call = await DuplexCalls.OpenAsync(server);
        await DuplexCalls.WriteAsync(call, "a");

        if (answersFirst)
        {
            (await call.ReadAsync(Token)).Should().NotBeNull();
        }

        (await FluentActions.Awaiting(() => call.ReadAsync(Token).AsTask()).Should().ThrowAsync<GrpcException>()).Which.Status.Message.Should().Be("gone");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_is_a_broken_call(bool answersFirst)
    {
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            await call.ReadAsync(BatchAppendReq.Parser);
            if (answersFirst)
            {
                await call.SendAsync(new BatchAppendResp());
            }

            call.Reset();
        });
        await using var call = await DuplexCalls.OpenAsync(server);
        await DuplexCalls.WriteAsync(call, "a");

        var thrown = (await FluentActions.Awaiting(async () =>
        {
            while (await call.ReadAsync(Token) is not null)
            {
            }
        }).Should().ThrowAsync<Exception>()).Which;
        thrown.Should().Match(e => e is IOException || e is HttpRequestException);
    }

    /// <summary>It comes while the call is being opened, or with the first read; which of them is a matter of moments.</summary>
    [Fact]
    public async Task A_refusal_before_anything_was_sent_is_heard()
    {
        await using var server = await ScriptedServer.StartAsync(call =>
        {
            call.Header("grpc-status", "16");
            return Task.CompletedTask;
        });

        (await FluentActions.Awaiting(async () =>
        {
            await using var call = await DuplexCalls.OpenAsync(server);
            await call.ReadAsync(Token);
        }).Should().ThrowAsync<GrpcException>()).Which.Status.Code.Should().Be(GrpcStatusCode.Unauthenticated);
    }
}
