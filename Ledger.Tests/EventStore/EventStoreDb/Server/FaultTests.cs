using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using Ledger.Tests.Support.EventStoreDb;
using TimedOut = Ledger.EventStore.EventStoreDb.Protocol.Timeout;

namespace Ledger.Tests.EventStore.EventStoreDb.Server;

/// <summary>What a test can make go wrong with an append.</summary>
public sealed class FaultTests : ServerTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_hook_that_throws_breaks_the_call_before_or_after_the_commit(bool batch, bool written)
    {
        Break(written, _ => throw new InvalidOperationException("broken"));

        await using var call = Append(batch);

        await FluentActions.Awaiting(() => call.ReceiveAsync()).Should().ThrowAsync<Exception>();
        Cluster.Store.CountOf(new("some")).Should().Be(written ? 1 : 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_append_is_answered_as_timed_out_whether_it_was_written_or_not(bool written)
    {
        Break(written, append => append.AnswerWith(AppendRefusal.Timeout));

        await using var batch = Append(batch: true);
        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Error.Details.Is(TimedOut.Descriptor).Should().BeTrue();
        Cluster.Store.CountOf(new("some")).Should().Be(written ? 1 : 0);

        await using var append = Append(batch: false);
        (await append.HeadersAsync()).Should().Contain("grpc-status", "10");
    }

    [Fact]
    public async Task A_hook_is_told_which_append_it_is()
    {
        var id = Guid.NewGuid();
        AppendInFlight? seen = null;
        Break(after: false, append => seen = append);

        await using var call = Ask.Append("some", options => options.Any = new(), [id]);
        await call.ReceiveAsync();

        seen!.EventIds.Should().Equal(id);
        (seen.Node, seen.Stream, seen.IsBatch).Should().Be((Cluster.Nodes[0], new StreamName("some"), false));
    }

    [Fact]
    public async Task An_append_that_takes_its_time_holds_up_its_own_stream_only()
    {
        var gate = new TaskCompletionSource();
        Cluster.Behaviour.BeforeCommit = append => append.Stream.Value == "slow" ? gate.Task : Task.CompletedTask;
        await using var batch = Ask.Call(BatchAppend);

        batch.Send(Asking.Batch("slow", options => options.NoStream = new(), Guid.NewGuid()));
        batch.Send(Asking.Batch("slow", options => options.StreamPosition = 0, Guid.NewGuid()));
        batch.Send(Asking.Batch("quick", options => options.NoStream = new(), Guid.NewGuid()));
        batch.Complete();

        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.StreamIdentifier.StreamName.ToStringUtf8().Should().Be("quick");
        gate.SetResult();
        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Success.CurrentRevision.Should().Be(0);
        (await batch.ReceiveAsync(BatchAppendResp.Parser))!.Success.CurrentRevision.Should().Be(1);
        (await batch.ReceiveAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Answers_that_are_delayed_overtake_each_other_and_none_is_lost()
    {
        Cluster.Behaviour.DelaysAnswers = TimeSpan.FromMilliseconds(20);
        var requests = Enumerable.Range(0, 100)
            .Select(i => Asking.Batch($"some{i}", options => options.NoStream = new(), Guid.NewGuid())).ToList();
        await using var batch = Ask.Call(BatchAppend);
        requests.ForEach(batch.Send);
        batch.Complete();

        var answered = new List<UUID>();
        while (await batch.ReceiveAsync(BatchAppendResp.Parser) is { } answer)
        {
            answered.Add(answer.CorrelationId);
        }

        answered.Should().BeEquivalentTo(requests.Select(request => request.CorrelationId))
            .And.NotEqual(requests.Select(request => request.CorrelationId));
    }

    [Fact]
    public async Task An_append_whose_deadline_passes_may_be_written_all_the_same()
    {
        var gate = new TaskCompletionSource();
        Cluster.Behaviour.BeforeCommit = _ => gate.Task;

        await using var call = Ask.Append("some", options => options.NoStream = new(), [Guid.NewGuid()], ("grpc-timeout", "50m"));

        (await call.HeadersAsync()).Should().Contain("grpc-status", "4");
        gate.SetResult();
        await Cluster.Store.GrownBeyond(0).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private RawCall Append(bool batch)
    {
        if (!batch)
        {
            return Ask.Append("some", options => options.NoStream = new(), [Guid.NewGuid()]);
        }

        var call = Ask.Call(BatchAppend);
        call.Send(Asking.Batch("some", options => options.NoStream = new(), Guid.NewGuid()));
        return call;
    }

    private void Break(bool after, Action<AppendInFlight> hook)
    {
        Task Hook(AppendInFlight append)
        {
            hook(append);
            return Task.CompletedTask;
        }

        _ = after ? Cluster.Behaviour.AfterCommit = Hook : Cluster.Behaviour.BeforeCommit = Hook;
    }
}
