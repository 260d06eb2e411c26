using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Whatever becomes of the answer, an append is written once, or it is said that nobody knows.</summary>
public abstract partial class OutcomeTests : IAsyncLifetime
{
    private readonly StreamName _stream = new("account-1");
    private ProtocolCluster _cluster = null!;
    private EventStoreDbStore _store = null!;

    protected abstract bool Batch { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ProtocolCluster.StartAsync();
        _cluster.Behaviour.HasBatchAppend = Batch;
        _store = _cluster.Connect("&defaultDeadline=60000");
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_append_that_timed_out_is_written_once(bool committed)
    {
        OnceWhile(committed, append => append.AnswerWith(AppendRefusal.Timeout));

        await AppendAndFindItOnce();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_append_whose_call_broke_is_written_once(bool committed)
    {
        OnceWhile(committed, _ => throw new IOException("broken"));

        await AppendAndFindItOnce();
    }

    [Fact]
    public async Task An_append_that_is_not_taken_at_first_is_written_once()
    {
        OnceWhile(committed: false, append => append.AnswerWith(AppendRefusal.NotReady));

        await AppendAndFindItOnce();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_no_answer_ever_comes_the_outcome_is_said_to_be_unknown(bool committed)
    {
        While(committed, _ => throw new IOException("broken"));
        await using var store = _cluster.Connect("&defaultDeadline=1000");

        await FluentActions.Awaiting(() => store.Append(_stream, ExpectedRevision.NoStream, Some.Event()))
            .Should().ThrowAsync<OutcomeUnknownException>();

        _cluster.Store.CountOf(_stream).Should().Be(committed ? 1 : 0);
    }

    [Fact]
    public async Task Who_may_not_append_is_told_at_once_and_nothing_is_written()
    {
        var asked = 0;
        _cluster.Behaviour.BeforeCommit = append =>
        {
            Interlocked.Increment(ref asked);
            append.AnswerWith(AppendRefusal.AccessDenied);
            return Task.CompletedTask;
        };

        (await FluentActions.Awaiting(() => _store.Append(_stream, ExpectedRevision.NoStream, Some.Event()))
            .Should().ThrowAsync<StoreUnavailableException>()).WithMessage("*may not append*");
        asked.Should().Be(1);
        _cluster.Store.CountOf(_stream).Should().Be(0);
    }

    private async Task AppendAndFindItOnce()
    {
        var events = Some.Events(2);

        var appended = await _store.AppendAt(_stream, 0, events);

        var there = await _store.Forwards(_stream);
        there.Select(e => e.Id).Should().Equal(events.Select(e => e.Id));
        appended.Should().Be(new AppendResult.Appended(1, there[1].Position));
    }

    private void OnceWhile(bool committed, Action<AppendInFlight> happens)
    {
        var left = 1;
        Task Hook(AppendInFlight append)
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                happens(append);
            }

            return Task.CompletedTask;
        }

        While(committed, Hook);
    }

    private void While(bool committed, Func<AppendInFlight, Task> hook)
    {
        _cluster.Behaviour.BeforeCommit = committed ? null : hook;
        _cluster.Behaviour.AfterCommit = committed ? hook : null;
    }
}

public sealed class BatchOutcomeTests : OutcomeTests
{
    protected override bool Batch => true;
}

public sealed class SingleOutcomeTests : OutcomeTests
{
    protected override bool Batch => false;
}
