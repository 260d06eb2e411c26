using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

public abstract partial class OutcomeTests
{
    [Fact]
    public async Task An_append_whose_answer_was_lost_is_known_when_other_events_follow_it()
    {
        var events = Some.Events(2);
        OnceWhile(committed: true, _ =>
        {
            _cluster.Store.AppendAsync(_stream, ExpectedRevision.Exactly(1), [Some.Event()], Token).IsCompletedSuccessfully.Should().BeTrue();
            throw new IOException("broken");
        });

        (await _store.AppendAt(_stream, 0, events)).Should().Be(new AppendResult.Appended(1, (await _store.Forwards(_stream))[1].Position));
        (await _store.Forwards(_stream)).Should().HaveCount(3);
    }

    [Fact]
    public async Task An_append_that_was_lost_and_then_overtaken_is_a_conflict()
    {
        OnceWhile(committed: false, _ =>
        {
            _cluster.Store.AppendAsync(_stream, ExpectedRevision.NoStream, [Some.Event()], Token).IsCompletedSuccessfully.Should().BeTrue();
            throw new IOException("broken");
        });

        (await _store.Append(_stream, ExpectedRevision.NoStream, Some.Event())).Should().Be(new AppendResult.Conflict(0));
        (await _store.Forwards(_stream)).Should().HaveCount(1);
    }

    [Fact]
    public async Task Of_many_appends_in_flight_none_is_lost_or_doubled_when_calls_break_again_and_again()
    {
        var breaks = 20;
        _cluster.Behaviour.BeforeCommit = append => BreakNowAndThen();
        _cluster.Behaviour.AfterCommit = append => BreakNowAndThen();

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i =>
            _store.Append(new StreamName($"account-{i}"), ExpectedRevision.NoStream, Some.Events(2))));

        answers.Should().AllSatisfy(answer => answer.Should().BeOfType<AppendResult.Appended>().Which.Revision.Should().Be(1));
        Enumerable.Range(0, 300).Should().OnlyContain(i => _cluster.Store.CountOf(new($"account-{i}")) == 2);

        Task BreakNowAndThen() => Random.Shared.Next(15) == 0 && Interlocked.Decrement(ref breaks) >= 0
            ? throw new IOException("broken")
            : Task.CompletedTask;
    }
}
