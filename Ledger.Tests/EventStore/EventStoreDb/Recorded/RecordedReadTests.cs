using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.Port;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;

namespace Ledger.Tests.EventStore.EventStoreDb.Recorded;

/// <summary>Recorded answers to <c>Read</c>, through all of the adapter, in pieces of every size.</summary>
public sealed class RecordedReadTests
{
    private const string First = "1 account-opened account-wire-1@0 733 {\"currency\":\"EUR\"}";
    private const string Second = "2 funds-deposited account-wire-1@1 881 {\"amount\":1275}";
    private const string Third = "3 funds-withdrawn account-wire-1@2 1027 {\"amount\":275}";

    private static readonly Dictionary<string, (Func<EventStoreDbStore, IAsyncEnumerable<RecordedEvent>> Read, string[] Events)> Expectations = new(StringComparer.Ordinal)
    {
        ["read-stream-forwards"] = (store => Stream(store, 0), [First, Second, Third]),
        ["read-stream-from-revision"] = (store => Stream(store, 1), [Second, Third]),
        ["read-stream-past-end"] = (store => Stream(store, 99), []),
        ["read-stream-not-found"] = (store => Stream(store, 0), []),
        ["read-soft-deleted-stream"] = (store => Stream(store, 0), []),
        ["read-stream-backwards-2"] = (store => Stream(store, long.MaxValue, ReadDirection.Backwards, 2), [Third, Second]),
        ["read-stream-structured-uuid"] = (store => Stream(store, 0, maxCount: 1), [First]),
        ["unauthenticated-bad-credentials"] = (store => Stream(store, 0, maxCount: 1), [First]),
        ["read-all-filtered"] = (
            store => store.ReadAllAsync(Position.Start, new(["account-wire-"]), Token),
            [First, Second, Third, "7 account-opened account-wire-2@0 1172 {\"currency\":\"USD\"}"]),
    };

    public static TheoryData<string> Names => [.. Expectations.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Recorded_events_are_read(string name)
    {
        foreach (var piece in RecordedAnswer.Pieces)
        {
            await using var server = await RecordedAnswer.ServeAsync(Recording.Load(name), piece);
            await using var store = server.Store();

            var read = await Expectations[name].Read(store).ToListAsync(Token);

            read.Select(Described).Should().Equal(Expectations[name].Events);
            read.Should().NotContain(e => Support.StoredEvents.Text(e.Metadata) != "{\"schema\":1}");
        }
    }

    [Theory]
    [InlineData("read-all-backwards-1")]
    public async Task The_newest_event_tells_the_tail(string name)
    {
        foreach (var piece in RecordedAnswer.Pieces)
        {
            await using var server = await RecordedAnswer.ServeAsync(Recording.Load(name), piece);
            await using var store = server.Store();

            (await store.ReadTailAsync(Token)).Should().Be(new Position(1584, 1584));
        }
    }

    [Theory]
    [InlineData("read-tombstoned-stream")]
    public async Task A_stream_that_is_gone_for_good_is_a_contradiction(string name)
    {
        await using var server = await RecordedAnswer.ServeAsync(Recording.Load(name), 1);
        await using var store = server.Store();

        (await FluentActions.Awaiting(() => Stream(store, 0).ToListAsync(Token).AsTask()).Should().ThrowAsync<StoreCorruptException>())
            .WithMessage("*account-wire-3*deleted*");
    }

    /// <summary>What a follower says to a read that wants the leader names neither; so the adapter says at least where it asked.</summary>
    [Theory]
    [InlineData("cluster-read-on-follower-requires-leader")]
    public async Task A_read_that_is_refused_for_good_names_the_node_and_what_it_said(string name)
    {
        await using var server = await RecordedAnswer.ServeAsync(Recording.Load(name), 1);
        await using var store = server.Store("&defaultDeadline=1000");

        (await FluentActions.Awaiting(() => Stream(store, 0).ToListAsync(Token).AsTask()).Should().ThrowAsync<StoreUnavailableException>())
            .WithMessage($"*{server.Address.Authority}*Exception was thrown by handler.*");
    }

    private static IAsyncEnumerable<RecordedEvent> Stream(
        EventStoreDbStore store, long from, ReadDirection direction = ReadDirection.Forwards, long maxCount = 10) =>
        store.ReadStreamAsync(new("account-wire-1"), direction, from, maxCount, Token);

    /// <summary>The recorded ids differ only in their end.</summary>
    internal static string Described(RecordedEvent e)
    {
        var id = Convert.ToInt32($"{e.Id:N}"[^4..], 16);
        $"{e.Id:D}".Should().StartWith("00000000-0000-4000-8000-");
        return $"{id} {e.Type} {e.Stream}@{e.Revision} {e.Position} {Support.StoredEvents.Text(e.Data)}";
    }
}
