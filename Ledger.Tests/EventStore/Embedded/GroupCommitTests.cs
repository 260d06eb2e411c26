using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.Embedded;

public sealed class GroupCommitTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly EmbeddedEventStore _store;

    public GroupCommitTests() => _store = EmbeddedEventStore.Open(_directory.Path, NullLogger.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Wal => _directory.File("ledger.db-wal");

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Sixty_four_appenders_to_as_many_streams_share_their_commits()
    {
        const int Appenders = 64;
        const int Appends = 25;
        await Task.WhenAll(Enumerable.Range(0, Appenders).Select(appender => Task.Run(async () =>
        {
            var stream = new StreamName($"account-{appender}");
            for (var i = 0; i < Appends; i++)
            {
                var appended = await _store.AppendAt(stream, i, Some.Event());
                appended.Revision.Should().Be(i);
            }
        })));

        var all = await _store.All(Position.Start, "account-");
        all.Should().HaveCount(Appenders * Appends);
        all.Select(e => e.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        all.GroupBy(e => e.Stream).Should().OnlyContain(s => s.Select(e => e.Revision).SequenceEqual(Enumerable.Range(0, Appends).Select(i => (long)i)));
        WalFile.Commits(Wal).Should().BeInRange(Appends, Appenders * Appends / 2);
    }

    [Fact]
    public async Task A_conflict_in_a_group_leaves_the_others_alone()
    {
        await _store.AppendAt(new("account-0"), 0, Some.Event());

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            _store.Append(new($"account-{i / 2}"), i % 2 == 0 ? ExpectedRevision.NoStream : ExpectedRevision.Exactly(0), Some.Event())));

        answers[0].Should().Be(new AppendResult.Conflict(0));
        answers[1..].Should().AllBeOfType<AppendResult.Appended>();
        (await _store.All(Position.Start, "account-")).Should().HaveCount(64);
    }

    [Fact]
    public async Task A_slow_reader_does_not_pin_the_WAL()
    {
        var stream = new StreamName("account-busy");
        await _store.AppendAt(stream, 0, Some.Events(1000));
        await using var slow = _store.ReadAllAsync(Position.Start, StreamFilter.All, Token).GetAsyncEnumerator(Token);
        (await slow.MoveNextAsync()).Should().BeTrue();
        await using var slower = _store.ReadStreamAsync(stream, ReadDirection.Forwards, 0, long.MaxValue, Token).GetAsyncEnumerator(Token);
        (await slower.MoveNextAsync()).Should().BeTrue();

        await Write(stream, from: 1000, count: 20_000);
        var early = new FileInfo(Wal).Length;
        await Write(stream, from: 21_000, count: 60_000);

        new FileInfo(Wal).Length.Should().BeLessThan(early * 3 / 2, "the WAL starts again from its beginning when it has been moved into the file");
        (await slow.MoveNextAsync()).Should().BeTrue();
        slow.Current.Revision.Should().Be(1);
    }

    [Fact]
    public async Task A_subscription_hears_of_a_commit_at_once()
    {
        await using var subscription = new SubscriptionReader(_store.SubscribeToAllAsync(Position.Start, StreamFilter.All, Token));
        await subscription.CaughtUp();
        var latencies = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            var next = subscription.Events(1);
            next.IsCompleted.Should().BeFalse();
            await _store.AppendAt(new("account-1"), i, Some.Event());
            var committed = TimeProvider.System.GetTimestamp();
            (await next).Single().Revision.Should().Be(i);
            latencies.Add(TimeProvider.System.GetElapsedTime(committed));
        }

        // The median, since a machine that is busy with other tests may be late now and then.
        latencies.Order().ElementAt(10).Should().BeLessThan(TimeSpan.FromMilliseconds(50));
    }

    private async Task Write(StreamName stream, long from, int count)
    {
        for (var i = 0; i < count; i += 1000)
        {
            await _store.AppendAt(stream, from + i, Some.Events(1000));
        }
    }
}
