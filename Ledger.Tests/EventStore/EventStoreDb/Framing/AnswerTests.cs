using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Ledger.EventStore.EventStoreDb.Appends;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using Status = Ledger.EventStore.EventStoreDb.Protocol.Status;
using Success = Ledger.EventStore.EventStoreDb.Protocol.BatchAppendResp.Types.Success;

namespace Ledger.Tests.EventStore.EventStoreDb.Framing;

/// <summary>What answers mean that no recording shows. In doubt an append may have been written.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void Only_a_success_is_a_success()
    {
        BatchAnswers.Read(new() { Success = new Success { CurrentRevision = 7, NoPosition = new() } }).Should().Be(AppendAnswer.Appended(7, null));

        BatchAppendResp[] doubtful =
        [
            new(),
            new() { Error = new Status() },
            new() { Error = new Status { Message = "something else", Details = Any.Pack(new Google.Protobuf.WellKnownTypes.Empty()) } },
            new() { Error = new Status { Code = 4, Message = "Timeout", Details = Any.Pack(new Ledger.EventStore.EventStoreDb.Protocol.Timeout()) } },
            new() { Error = new Status { Code = 2, Details = Any.Pack(new Unknown()) } },
            new() { Error = new Status { Details = new Any { TypeUrl = "type.googleapis.com/of.the.Future" } } },
            new() { Error = new Status { Details = new Any { TypeUrl = Any.Pack(new WrongExpectedVersion()).TypeUrl, Value = ByteString.CopyFrom(0xFF) } } },
        ];
        doubtful.Select(BatchAnswers.Read).Should().OnlyContain(answer => answer.Outcome == AppendOutcome.Unknown && answer.Fault is IOException);
    }

    [Theory]
    [InlineData("Server Is Not Ready")]
    [InlineData("Server is too busy")]
    public void Not_ready_is_not_taken(string message) =>
        BatchAnswers.Read(new() { Error = new Status { Message = message } }).Outcome.Should().Be(AppendOutcome.NotTaken);

    [Fact]
    public void What_will_never_be_taken_is_refused_with_the_reason()
    {
        (string Words, IMessage Details)[] refusals =
        [
            ("may not append", new AccessDenied()),
            ("at most 1000 bytes", new MaximumAppendSizeExceeded { MaxAppendSize = 1000 }),
            ("no such thing", new BadRequest { Message = "no such thing" }),
        ];
        foreach (var (words, details) in refusals)
        {
            var answer = BatchAnswers.Read(new() { Error = new Status { Details = Any.Pack(details) } });
            answer.Outcome.Should().Be(AppendOutcome.Refused);
            answer.Fault.Should().BeOfType<StoreUnavailableException>().Which.Message.Should().Contain(words);
        }
    }

    [Fact]
    public void A_conflict_says_where_the_stream_stands_in_the_words_of_every_version()
    {
        SingleAppendCall.Read(new() { WrongExpectedVersion = new() { CurrentRevision2060 = 5 } }).Should().Be(AppendAnswer.Conflict(5));
        SingleAppendCall.Read(new() { WrongExpectedVersion = new() { CurrentRevision = 5 } }).Should().Be(AppendAnswer.Conflict(5));
        SingleAppendCall.Read(new() { WrongExpectedVersion = new() { NoStream2060 = new() } }).Should().Be(AppendAnswer.Conflict(-1));
        SingleAppendCall.Read(new() { WrongExpectedVersion = new() { CurrentNoStream = new() } }).Should().Be(AppendAnswer.Conflict(-1));
        SingleAppendCall.Read(new()).Outcome.Should().Be(AppendOutcome.Unknown);
        BatchAnswers.Read(new() { Error = new Status { Details = Any.Pack(new WrongExpectedVersion { CurrentNoStream = new() }) } })
            .Should().Be(AppendAnswer.Conflict(-1));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.HttpProtocolError, false)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.Unknown, false)]
    public void Only_where_there_was_no_connection_was_certainly_nothing_written(HttpRequestError error, bool certain) =>
        CallFaults.Read(new HttpRequestException(error), "s").Outcome.Should().Be(certain ? AppendOutcome.NotTaken : AppendOutcome.Unknown);

    [Fact]
    public void A_call_that_broke_or_took_too_long_leaves_it_open()
    {
        CallFaults.Read(new TimeoutException(), "s").Outcome.Should().Be(AppendOutcome.Unknown);
        CallFaults.Read(new IOException(), "s").Outcome.Should().Be(AppendOutcome.Unknown);
        CallFaults.Read(new GrpcException(new(GrpcStatusCode.DeadlineExceeded, "Deadline Exceeded", null, null)), "s").Outcome
            .Should().Be(AppendOutcome.Unknown);
    }

    [Fact]
    public void A_server_can_do_what_it_says_and_no_more()
    {
        const string Streams = "event_store.client.streams.streams";
        ServerFeatures.Of(new() { EventStoreServerVersion = "20.10" }).Should().Be(new ServerFeatures("20.10", BatchAppend: false, BatchDeadlines: false));
        ServerFeatures.Of(new() { Methods = { new SupportedMethod { ServiceName = Streams, MethodName = "BatchAppend" } } })
            .Should().Be(new ServerFeatures(null, BatchAppend: true, BatchDeadlines: false));
        ServerFeatures.Of(new() { Methods = { new SupportedMethod { ServiceName = "other", MethodName = "batchappend" } } }).BatchAppend.Should().BeFalse();
    }

    [Fact]
    public void Members_that_are_dead_or_nowhere_are_none() => Gossip.AliveOf(new()
    {
        Members =
        {
            new MemberInfo { IsAlive = true, State = MemberInfo.Types.VNodeState.Leader, HttpEndPoint = new() { Address = "a", Port = 1 } },
            new MemberInfo { IsAlive = false, State = MemberInfo.Types.VNodeState.Leader, HttpEndPoint = new() { Address = "b", Port = 1 } },
            new MemberInfo { IsAlive = true, HttpEndPoint = new() { Address = "c", Port = 0 } },
            new MemberInfo { IsAlive = true, HttpEndPoint = new() { Address = "d", Port = uint.MaxValue } },
            new MemberInfo { IsAlive = true, HttpEndPoint = new() { Address = "no host", Port = 1 } },
            new MemberInfo { IsAlive = true },
        },
    }).Select(member => member.ToString()).Should().Equal("a:1 Leader");
}
