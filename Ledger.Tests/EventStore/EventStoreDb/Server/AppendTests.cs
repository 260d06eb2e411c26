using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using TimedOut = Ledger.EventStore.EventStoreDb.Protocol.Timeout;

namespace Ledger.Tests.EventStore.EventStoreDb.Server;

/// <summary>Appends to the server of the tests, where no recording says it.</summary>
public sealed class AppendTests : ServerTests
{
    [Fact]
    public async Task A_batch_has_no_response_headers_before_its_first_answer()
    {
        await using var batch = Ask.Call(BatchAppend);
        await Ask.AppendAsync("other");
        batch.IsAnswered.Should().BeFalse();

        batch.Send(Asking.Batch("some", options => options.NoStream = new(), Guid.NewGuid()));

        (await batch.ResponseAsync()).Content.Headers.ContentType!.MediaType.Should().Be("application/grpc");
    }

    [Fact]
    public async Task An_append_may_come_in_several_messages_of_a_batch()
    {
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid()];
        await using var batch = Ask.Call(BatchAppend);
        var first = Asking.Batch("some", options => options.NoStream = new(), ids[0]);
        var second = Asking.Batch("some", _ => { }, ids[1]);
        (first.IsFinal, second.Options, second.CorrelationId) = (false, null, first.CorrelationId);

        batch.Send(first);
        batch.Send(second);
        batch.Complete();

        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Success.CurrentRevision.Should().Be(1);
        (await batch.ReceiveAsync()).Should().BeNull();
        (await batch.TrailersAsync()).Should().Contain("grpc-status", "0");
        Cluster.Store.Page(new("some"), ReadDirection.Forwards, 0, 10).Select(e => e.Id).Should().Equal(ids);
    }

    [Fact]
    public async Task What_is_wrong_with_one_append_of_a_batch_is_its_own_answer()
    {
        Cluster.Behaviour.MaxAppendSize = 1000;
        var untyped = Asking.Batch("some", options => options.Any = new(), Guid.NewGuid());
        untyped.ProposedMessages[0].Metadata.Clear();
        var large = Asking.Batch("some", options => options.Any = new(), Guid.NewGuid());
        large.ProposedMessages[0].Data = Google.Protobuf.ByteString.CopyFrom(new byte[1001]);
        var late = Asking.Batch("some", options => options.Any = new(), Guid.NewGuid());
        late.Options.Deadline = new();
        var good = Asking.Batch("some", options => options.Any = new(), Guid.NewGuid());
        await using var batch = Ask.Call(BatchAppend);

        foreach (var request in (BatchAppendReq[])[untyped, large, late, good])
        {
            batch.Send(request);
        }

        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Error.Details.Is(BadRequest.Descriptor).Should().BeTrue();
        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Error.Details.Unpack<MaximumAppendSizeExceeded>()
            .MaxAppendSize.Should().Be(1000);
        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Error.Details.Is(TimedOut.Descriptor).Should().BeTrue();
        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Success.CurrentRevision.Should().Be(0);
    }

    [Fact]
    public async Task A_repeated_append_is_answered_without_a_position_by_servers_that_do_so()
    {
        Cluster.Behaviour.AnswersWithoutPosition = true;
        var id = Guid.NewGuid();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await using var append = Ask.Append("some", options => options.NoStream = new(), [id]);
            var success = (await append.ReceiveAsync(AppendResp.Parser))!.Success;
            (success.CurrentRevision, success.Position is null).Should().Be((0ul, attempt == 1));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_deletion_no_stream_is_what_to_expect_and_revisions_go_on(bool any)
    {
        await Ask.AppendAsync("some", 3);
        await Ask.DeleteAsync("some");
        Guid[] ids = [Guid.NewGuid()];
        for (var attempt = 0; attempt < (any ? 1 : 2); attempt++)
        {
            await using var append = Ask.Append("some", options => _ = any ? options.Any = new() : options.NoStream = new(), ids);
            (await append.ReceiveAsync(AppendResp.Parser))!.Success.CurrentRevision.Should().Be(3);
        }

        await using var conflict = Ask.Append("some", options => options.NoStream = new(), [Guid.NewGuid()]);
        (await conflict.ReceiveAsync(AppendResp.Parser))!.WrongExpectedVersion.CurrentRevision.Should().Be(3);
        (await Ask.ReadAsync(options => options.Stream = new() { StreamIdentifier = Asking.Stream("some"), Start = new() }))
            .Select(answer => answer.Event?.Event.StreamRevision).Should().Equal(3, null);
    }

    [Fact]
    public async Task A_deletion_expects_a_revision_as_an_append_does()
    {
        await Ask.AppendAsync("some", 2);
        await using var delete = Ask.Call("streams.Streams/Delete");
        delete.Send(new DeleteReq { Options = new() { StreamIdentifier = Asking.Stream("some"), Revision = 0 } });
        delete.Complete();

        (await delete.HeadersAsync()).Should().Contain("grpc-status", "9").And.Contain("exception", "wrong-expected-version")
            .And.Contain("actual-version", "1");
    }
}
