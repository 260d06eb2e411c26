using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;
using Ledger.Tests.Support;
using Status = Ledger.EventStore.EventStoreDb.Protocol.Status;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>What a server may say and seldom does.</summary>
public sealed class UnusualServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Others may write to the same server, under names that a ledger never uses.</summary>
    [Fact]
    public async Task The_tail_is_known_whatever_the_newest_event_is()
    {
        var foreign = ReadResp.Parser.ParseFrom(Recording.Load("read-all-backwards-1").ResponseMessages[0]);
        foreign.Event.Event.StreamIdentifier.StreamName = ByteString.CopyFromUtf8(new string('x', 1000));
        foreign.Event.Event.Metadata.Clear();
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            if ((await call.ReadAsync(ReadReq.Parser))!.Options is { Subscription: not null })
            {
                await call.SendAsync(new ReadResp { Confirmation = new() { SubscriptionId = "1" } });
                await call.HoldAsync();
            }

            await call.SendAsync(foreign);
            call.Succeed();
        });
        await using var store = server.Store();

        (await store.ReadTailAsync(Token)).Should().Be(new Position(1584, 1584));
        await using var subscription = new SubscriptionReader(store.SubscribeToAllAsync(new(1584, 1584), StreamFilter.All, Token));
        await subscription.CaughtUp();
    }

    /// <summary>Only another event at its place shows that an append will not be written any more.</summary>
    [Theory]
    [InlineData(3L)]
    [InlineData(2L)]
    [InlineData(null)]
    public async Task After_a_timeout_a_stream_that_ends_before_the_append_settles_nothing(long? actual)
    {
        var answers = new Queue<BatchAppendResp>(
        [
            new() { Error = new Status { Code = 4, Details = Any.Pack(new Ledger.EventStore.EventStoreDb.Protocol.Timeout()) } },
            new() { Error = new Status { Code = 6, Details = Any.Pack(actual is { } revision
                ? new WrongExpectedVersion { CurrentStreamRevision = (ulong)revision }
                : new WrongExpectedVersion { CurrentNoStream = new() }) } },
            new() { Success = new() { CurrentRevision = 4, Position = new() { CommitPosition = 9, PreparePosition = 8 } } },
        ]);
        await using var server = await ServeBatchAsync(answers.Dequeue);
        await using var store = server.Store();

        (await store.Append(new("account-1"), ExpectedRevision.Exactly(3), Some.Event())).Should().Be(new AppendResult.Appended(4, new(9, 8)));
        answers.Should().BeEmpty();
    }

    [Fact]
    public async Task An_append_that_is_answered_by_nobody_ends_with_the_call()
    {
        await using var server = await ServeBatchAsync(() => null);
        await using var store = server.Store("&defaultDeadline=500");

        await FluentActions.Awaiting(() => store.Append(new("account-1"), ExpectedRevision.NoStream, Some.Event()).WaitAsync(TimeSpan.FromSeconds(20), Token))
            .Should().ThrowAsync<OutcomeUnknownException>();
    }

    [Fact]
    public async Task An_answer_to_what_was_not_asked_is_passed_over()
    {
        await using var server = await ScriptedServer.StartAsync(async call =>
        {
            if (call.Method != "Streams/BatchAppend")
            {
                await RecordedAnswer.PlayAsync(call, Recording.Load("server-features"), int.MaxValue);
                return;
            }

            var request = (await call.ReadAsync(BatchAppendReq.Parser))!;
            var other = request.CorrelationId.Clone();
            other.Structured.LeastSignificantBits += 1000;
            await call.SendAsync(new BatchAppendResp { CorrelationId = other, Success = new() { CurrentRevision = 77 } });
            await call.SendAsync(new BatchAppendResp { CorrelationId = new() { String = $"{Guid.NewGuid()}" }, Success = new() { CurrentRevision = 78 } });
            var success = new BatchAppendResp
            {
                CorrelationId = request.CorrelationId,
                Success = new() { CurrentRevision = 0, Position = new() { CommitPosition = 1, PreparePosition = 1 } },
            };
            await call.SendAsync(success);
            await call.SendAsync(success);
            await call.HoldAsync();
        });
        await using var store = server.Store();

        (await store.Append(new("account-1"), ExpectedRevision.NoStream, Some.Event())).Should().Be(new AppendResult.Appended(0, new(1, 1)));
    }

    private static Task<ScriptedServer> ServeBatchAsync(Func<BatchAppendResp?> answer) => ScriptedServer.StartAsync(async call =>
    {
        if (call.Method != "Streams/BatchAppend")
        {
            await RecordedAnswer.PlayAsync(call, Recording.Load("server-features"), int.MaxValue);
            return;
        }

        while (await call.ReadAsync(BatchAppendReq.Parser) is { } request)
        {
            if (answer() is { } given)
            {
                given.CorrelationId = request.CorrelationId;
                await call.SendAsync(given);
            }
        }
    });
}
