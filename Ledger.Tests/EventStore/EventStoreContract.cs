using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore;

/// <summary>
/// The numbered clauses of <see cref="IEventStore"/>, each with its tests. A store inherits them and says only how it is made.
/// Streams have names that no other test uses, so that the suite also runs against a server that keeps what it was given.
/// </summary>
public abstract partial class EventStoreContract
{
    private readonly string _prefix = $"contract{Guid.NewGuid():N}-";

    protected abstract IEventStore Store { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private StreamName Stream => StreamOf("one");

    private StreamName StreamOf(string name) => new(_prefix + name);

    [Fact]
    public async Task Clause_1_the_events_of_an_append_follow_on_each_other()
    {
        var first = Some.Events(3);
        var second = Some.Events(4);
        await Store.AppendAt(Stream, 0, first);
        var appended = await Store.AppendAt(Stream, 3, second);

        appended.Revision.Should().Be(6);
        (await Store.Forwards(Stream)).Select(e => e.Id).Should().Equal(first.Concat(second).Select(e => e.Id));
    }

    [Fact]
    public async Task Clause_1_a_reader_never_sees_a_part_of_an_append()
    {
        const int Size = 10;
        var done = false;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await Store.AppendAt(Stream, i * Size, Some.Events(Size));
            }

            Volatile.Write(ref done, true);
        }, Token);

        while (!Volatile.Read(ref done) && !writing.IsFaulted)
        {
            var newest = await Store.Backwards(Stream, maxCount: 1);
            newest.Should().NotContain(e => (e.Revision + 1) % Size != 0);
        }

        await writing;
    }

    [Fact]
    public async Task Clause_1_nothing_of_an_append_that_conflicts_is_written()
    {
        await Store.AppendAt(Stream, 0, Some.Events(2));
        var tail = await Store.ReadTailAsync(Token);

        await Store.Append(Stream, ExpectedRevision.Exactly(0), Some.Events(5));

        (await Store.Forwards(Stream)).Should().HaveCount(2);
        (await Store.All(tail, _prefix)).Should().BeEmpty();
    }

    [Fact]
    public async Task Clause_2_what_is_answered_as_appended_is_in_every_read_that_follows()
    {
        for (var i = 0; i < 20; i++)
        {
            var e = Some.Event();
            var appended = await Store.AppendAt(Stream, i, e);

            (await Store.Backwards(Stream, maxCount: 1)).Should().ContainSingle().Which.Id.Should().Be(e.Id);
            (await Store.Forwards(Stream, i)).Should().ContainSingle().Which.Position.Should().Be(appended.Position);
            (await Store.All(Position.Start, _prefix)).Should().HaveCount(i + 1);
            (await Store.ReadTailAsync(Token)).Should().BeGreaterThanOrEqualTo(appended.Position);
        }
    }

    [Fact]
    public async Task Clause_2_what_one_read_gives_is_in_every_read_that_follows()
    {
        const int Appends = 400;
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < Appends; i++)
                {
                    await Store.AppendAt(Stream, i, Some.Events(1));
                }
            },
            Token);
        for (var next = 0L; next < Appends;)
        {
            await foreach (var e in Store.ReadStreamAsync(Stream, ReadDirection.Forwards, next, 1, Token))
            {
                (await Store.ReadTailAsync(Token)).Should().BeGreaterThanOrEqualTo(e.Position, "whoever is answered by an event finds it in the log");
                (await Store.ReadAllAsync(new(e.Position.Commit - 1, e.Position.Prepare), StreamFilter.All, Token).AnyAsync(Token)).Should().BeTrue();
                next = e.Revision + 1;
            }
        }

        await writing;
    }

    [Fact]
    public async Task Clause_3_a_stream_that_exists_is_a_conflict_for_who_expects_none()
    {
        await Store.AppendAt(Stream, 0, Some.Events(2));

        (await Store.Append(Stream, ExpectedRevision.NoStream, Some.Event())).Should().Be(new AppendResult.Conflict(1));
    }

    [Fact]
    public async Task Clause_3_a_stream_that_does_not_exist_is_a_conflict_for_who_expects_one() =>
        (await Store.Append(Stream, ExpectedRevision.Exactly(0), Some.Event())).Should().Be(new AppendResult.Conflict(null));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Clause_3_any_other_revision_is_a_conflict_that_names_the_actual_one(long expected)
    {
        await Store.AppendAt(Stream, 0, Some.Events(3));

        (await Store.Append(Stream, ExpectedRevision.Exactly(expected), Some.Event())).Should().Be(new AppendResult.Conflict(2));
        (await Store.Forwards(Stream)).Should().HaveCount(3);
    }

    [Fact]
    public async Task Clause_3_streams_whose_names_differ_in_case_are_two()
    {
        await Store.AppendAt(StreamOf("case"), 0, Some.Event());

        (await Store.Append(StreamOf("CASE"), ExpectedRevision.NoStream, Some.Event())).Should().BeOfType<AppendResult.Appended>();
    }
}
