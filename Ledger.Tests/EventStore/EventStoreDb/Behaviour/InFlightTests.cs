using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Many appends at a time: each gets its own answer, and no more of them are held than memory bears.</summary>
public sealed class InFlightTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ProtocolCluster _cluster = null!;
    private EventStoreDbStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ProtocolCluster.StartAsync();
        _store = _cluster.Connect("&defaultDeadline=60000");
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Answers_that_overtake_each_other_find_their_append()
    {
        _cluster.Behaviour.DelaysAnswers = TimeSpan.FromMilliseconds(100);

        await AppendEachIsAnsweredItsOwn(400);
    }

    [Fact]
    public async Task Thousands_of_appends_are_in_flight_on_one_call()
    {
        var arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.Behaviour.BeforeCommit = append =>
        {
            append.IsBatch.Should().BeTrue();
            if (Interlocked.Increment(ref arrived) == 5000)
            {
                all.TrySetResult();
            }

            // None is answered before all are there.
            return all.Task;
        };

        await AppendEachIsAnsweredItsOwn(5000);
    }

    [Fact]
    public async Task No_more_bytes_are_in_flight_than_memory_bears()
    {
        const int Limit = 32 * 1024 * 1024;
        const int Size = 500 * 1024;
        var (arrived, open) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _cluster.Behaviour.BeforeCommit = _ =>
        {
            Interlocked.Increment(ref arrived);
            return open.Task;
        };
        var large = Some.EventOfSize(Size);

        var appends = Enumerable.Range(0, 120)
            .Select(i => _store.Append(new StreamName($"account-{i}"), ExpectedRevision.NoStream, large with { Id = Guid.NewGuid() })).ToArray();
        while (Volatile.Read(ref arrived) < Limit / Size - 2)
        {
            await Task.Delay(10, Token);
        }

        await Task.Delay(300, Token);
        (Volatile.Read(ref arrived) * (long)Size).Should().BeLessThanOrEqualTo(Limit);
        appends.Should().OnlyContain(append => !append.IsCompleted);

        open.SetResult();
        (await Task.WhenAll(appends).WaitAsync(Patience, Token)).Should().AllBeOfType<AppendResult.Appended>();
    }

    [Fact]
    public async Task Who_finds_no_room_in_time_is_told_that_nothing_was_written()
    {
        await using var store = _cluster.Connect("&defaultDeadline=15000");
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster.Behaviour.BeforeCommit = _ => open.Task;
        var large = Some.EventOfSize(500 * 1024);
        var fill = Enumerable.Range(0, 65)
            .Select(i => store.Append(new StreamName($"account-{i}"), ExpectedRevision.NoStream, large with { Id = Guid.NewGuid() })).ToArray();

        // It is told before those that are in flight are given up, as long as there is none.
        await FluentActions.Awaiting(() => store.Append(new("account-late"), ExpectedRevision.NoStream, large with { Id = Guid.NewGuid() }).WaitAsync(Patience, Token))
            .Should().ThrowAsync<StoreUnavailableException>().WithMessage("Too many appends*");

        open.SetResult();
        await ((Task)Task.WhenAll(fill)).WaitAsync(Patience, Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        (await _store.Forwards(new("account-late"))).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_goes_away_before_his_append_was_sent_leaves_nothing_behind()
    {
        _cluster.LoseLeader();
        using var leaving = new CancellationTokenSource();
        var appending = _store.AppendAsync(new("account-1"), ExpectedRevision.NoStream, Some.Events(1), leaving.Token);
        await Task.Delay(200, Token);

        await leaving.CancelAsync();

        await FluentActions.Awaiting(() => appending.WaitAsync(Patience, Token)).Should().ThrowAsync<OperationCanceledException>();
        _cluster.MoveLeader(_cluster.Nodes[0]);
        (await _store.Forwards(new("account-1"))).Should().BeEmpty();
    }

    [Fact]
    public async Task Closing_the_store_tells_appends_under_way_that_nobody_knows()
    {
        _cluster.Behaviour.BeforeCommit = _ => Task.Delay(Timeout.InfiniteTimeSpan, Token);
        var appending = _store.Append(new("account-1"), ExpectedRevision.NoStream, Some.Event());
        await Task.Delay(200, Token);

        await _store.DisposeAsync().AsTask().WaitAsync(Patience, Token);

        await FluentActions.Awaiting(() => appending.WaitAsync(Patience, Token)).Should().ThrowAsync<OutcomeUnknownException>();
        await FluentActions.Awaiting(() => _store.Append(new("account-2"), ExpectedRevision.NoStream, Some.Event()).WaitAsync(Patience, Token))
            .Should().ThrowAsync<StoreUnavailableException>().WithMessage("*closed*");
    }

    private async Task AppendEachIsAnsweredItsOwn(int count)
    {
        // Of different lengths, so that each answer has a revision of its own.
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
            (i, Answer: await _store.AppendAt(new($"account-{i}"), 0, Some.Events(1 + (i % 7)))))).WaitAsync(Patience, Token);

        foreach (var (i, answer) in answers)
        {
            answer.Revision.Should().Be(i % 7);
            _cluster.Store.Page(new($"account-{i}"), ReadDirection.Backwards, long.MaxValue, 1).Single().Position.Should().Be(answer.Position);
        }
    }
}
