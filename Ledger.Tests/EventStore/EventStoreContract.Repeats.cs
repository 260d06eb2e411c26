using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore;

public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Clause_4_the_same_append_again_is_answered_as_the_first_time_and_writes_nothing()
    {
        var events = Some.Events(3);
        var first = await Store.AppendAt(Stream, 0, events);

        var again = await Store.Append(Stream, ExpectedRevision.NoStream, events);

        again.Should().Be(first);
        (await Store.Forwards(Stream)).Should().HaveCount(3);
        (await Store.All(first.Position, _prefix)).Should().BeEmpty();
    }

    [Fact]
    public async Task Clause_4_the_same_append_again_is_known_when_other_events_follow()
    {
        await Store.AppendAt(Stream, 0, Some.Events(2));
        var events = Some.Events(2);
        var first = await Store.AppendAt(Stream, 2, events);
        await Store.AppendAt(Stream, 4, Some.Events(3));

        (await Store.Append(Stream, ExpectedRevision.Exactly(1), events)).Should().Be(first);
        (await Store.Forwards(Stream)).Should().HaveCount(7);
    }

    [Fact]
    public async Task Clause_4_the_same_append_many_times_at_once_is_written_once()
    {
        var events = Some.Events(2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.Append(Stream, ExpectedRevision.NoStream, events))));

        answers.Distinct().Should().ContainSingle().Which.Should().BeOfType<AppendResult.Appended>().Which.Revision.Should().Be(1);
        (await Store.Forwards(Stream)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Clause_5_only_some_of_the_ids_there_are_a_conflict()
    {
        var events = Some.Events(2);
        await Store.AppendAt(Stream, 0, events);

        (await Store.Append(Stream, ExpectedRevision.NoStream, [.. events, Some.Event()])).Should().Be(new AppendResult.Conflict(1));
        (await Store.Append(Stream, ExpectedRevision.NoStream, events[0], Some.Event())).Should().Be(new AppendResult.Conflict(1));
        (await Store.Append(Stream, ExpectedRevision.NoStream, Some.Event(), events[1])).Should().Be(new AppendResult.Conflict(1));
        (await Store.Forwards(Stream)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Clause_5_the_ids_in_another_order_are_a_conflict()
    {
        var events = Some.Events(2);
        await Store.AppendAt(Stream, 0, events);

        (await Store.Append(Stream, ExpectedRevision.NoStream, events[1], events[0])).Should().Be(new AppendResult.Conflict(1));
    }

    [Fact]
    public async Task Clause_5_the_ids_at_another_place_are_a_conflict()
    {
        var events = Some.Events(2);
        await Store.AppendAt(Stream, 0, [Some.Event(), .. events, Some.Event()]);

        (await Store.Append(Stream, ExpectedRevision.NoStream, events)).Should().Be(new AppendResult.Conflict(3));
        (await Store.Append(Stream, ExpectedRevision.Exactly(1), events)).Should().Be(new AppendResult.Conflict(3));
    }

    [Fact]
    public async Task Clause_5_the_first_of_the_ids_there_are_an_append_that_is_there()
    {
        var events = Some.Events(3);
        await Store.AppendAt(Stream, 0, events);

        var answer = await Store.Append(Stream, ExpectedRevision.NoStream, events[..2]);

        answer.Should().BeOfType<AppendResult.Appended>().Which.Revision.Should().Be(1);
        ((AppendResult.Appended)answer).Position.Should().Be((await Store.Forwards(Stream))[1].Position);
    }

    [Fact]
    public async Task Clause_6_of_several_appends_at_one_revision_exactly_one_is_written()
    {
        for (var round = 0; round < 20; round++)
        {
            var expected = ExpectedRevision.Before(round);

            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Store.Append(Stream, expected, Some.Event()))));

            answers.OfType<AppendResult.Appended>().Should().ContainSingle().Which.Revision.Should().Be(round);
            answers.OfType<AppendResult.Conflict>().Should().OnlyContain(conflict => conflict.Actual == round);
        }

        (await Store.Forwards(Stream)).Should().HaveCount(20);
    }
}
