using System.Text;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore;

public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Clause_7_a_reader_never_finds_an_event_before_a_position_that_it_has_seen()
    {
        var start = await Store.ReadTailAsync(Token);
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await Store.AppendAt(StreamOf($"writer{writer}"), i * 2, Some.Events(2));
            }
        })));

        var seen = new List<RecordedEvent>();
        while (!writing.IsCompleted)
        {
            seen.AddRange(await Store.All(seen.Count == 0 ? start : seen[^1].Position, _prefix));
        }

        await writing;
        seen.AddRange(await Store.All(seen.Count == 0 ? start : seen[^1].Position, _prefix));
        seen.Select(e => e.Id).Should().Equal((await Store.All(start, _prefix)).Select(e => e.Id));
        seen.Select(e => e.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems().And.HaveCount(8 * 80);
        foreach (var stream in seen.GroupBy(e => e.Stream))
        {
            stream.Select(e => e.Revision).Should().Equal(Enumerable.Range(0, 80).Select(i => (long)i));
        }
    }

    [Fact]
    public async Task Clause_7_a_read_of_all_follows_only_the_streams_asked_for()
    {
        var start = await Store.ReadTailAsync(Token);
        await Store.AppendAt(StreamOf("account-1"), 0, Some.Event());
        await Store.AppendAt(StreamOf("user-1"), 0, Some.Event());
        await Store.AppendAt(StreamOf("transfer-1"), 0, Some.Event());

        var read = await Store.ReadAllAsync(start, new([_prefix + "account-", _prefix + "transfer-"]), Token).ToListAsync(Token);

        read.Select(e => e.Stream).Should().Equal(StreamOf("account-1"), StreamOf("transfer-1"));
    }

    [Theory]
    [InlineData("{\"description\":\"Größe 大小 \\u0000 🏦\"}")]
    [InlineData("  { \"spaces\" :\t1 }\n")]
    [InlineData("{}")]
    public async Task Clause_8_everything_is_read_as_it_was_written(string data)
    {
        var written = new EventData(Guid.NewGuid(), "tested-ünïcode.v12", Encoding.UTF8.GetBytes(data), Encoding.UTF8.GetBytes($"{{\"m\":{data}}}"));
        await Store.AppendAt(Stream, 0, written);

        var fromStream = (await Store.Forwards(Stream)).Single();
        var fromAll = (await Store.All(Position.Start, _prefix)).Single();

        foreach (var read in new[] { fromStream, fromAll })
        {
            read.Id.Should().Be(written.Id);
            read.Type.Should().Be(written.Type);
            read.Stream.Should().Be(Stream);
            read.Data.ToArray().Should().Equal(written.Data.ToArray());
            read.Metadata.ToArray().Should().Equal(written.Metadata.ToArray());
        }
    }

    [Fact]
    public async Task Clause_9_an_append_has_at_least_one_event() =>
        await FluentActions.Awaiting(() => Store.Append(Stream, ExpectedRevision.NoStream)).Should().ThrowAsync<ArgumentException>();

    [Fact]
    public async Task Clause_9_an_append_may_be_as_large_as_the_limit_and_no_larger()
    {
        var largest = Some.EventOfSize(IEventStore.MaxAppendSize);
        await Store.AppendAt(Stream, 0, largest);
        (await Store.Forwards(Stream)).Single().Data.Length.Should().Be(largest.Data.Length);

        await FluentActions.Awaiting(() => Store.Append(Stream, ExpectedRevision.Exactly(0), Some.EventOfSize(IEventStore.MaxAppendSize + 1)))
            .Should().ThrowAsync<ArgumentException>();
        (await Store.Forwards(Stream)).Should().HaveCount(1);
    }

    [Fact]
    public async Task Clause_10_a_read_of_no_stream_or_past_the_end_is_empty()
    {
        (await Store.Forwards(StreamOf("none"))).Should().BeEmpty();
        (await Store.Backwards(StreamOf("none"))).Should().BeEmpty();
        await Store.AppendAt(Stream, 0, Some.Events(2));
        (await Store.Forwards(Stream, 2)).Should().BeEmpty();
        (await Store.Forwards(Stream, long.MaxValue)).Should().BeEmpty();
        (await Store.All(await Store.ReadTailAsync(Token), _prefix)).Should().BeEmpty();
    }

    [Fact]
    public async Task Clause_10_a_read_stops_at_the_number_of_events_asked_for()
    {
        await Store.AppendAt(Stream, 0, Some.Events(1500));

        (await Store.Forwards(Stream, 3, 1100)).Select(e => e.Revision).Should().Equal(Enumerable.Range(3, 1100).Select(i => (long)i));
        (await Store.Forwards(Stream, 0, 0)).Should().BeEmpty();
    }

    [Fact]
    public async Task Clause_11_a_read_backwards_begins_at_the_revision_or_at_the_end()
    {
        await Store.AppendAt(Stream, 0, Some.Events(1500));

        (await Store.Backwards(Stream, 2)).Select(e => e.Revision).Should().Equal(2, 1, 0);
        (await Store.Backwards(Stream, 700, 2)).Select(e => e.Revision).Should().Equal(700, 699);
        (await Store.Backwards(Stream, 5000, 1)).Select(e => e.Revision).Should().Equal(1499);
        (await Store.Backwards(Stream)).Select(e => e.Revision).Should().Equal(Enumerable.Range(0, 1500).Reverse().Select(i => (long)i));
    }
}
