using Ledger.EventStore.Port;

namespace Ledger.Tests.Support;

/// <summary>The port in the short form that tests need.</summary>
internal static class EventStoreReads
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<AppendResult> Append(this IEventStore store, StreamName stream, ExpectedRevision expected, params EventData[] events) =>
        store.AppendAsync(stream, expected, events, Token);

    /// <summary>Appends at the revision that the first of the events is to have, and insists that it worked.</summary>
    public static async Task<AppendResult.Appended> AppendAt(this IEventStore store, StreamName stream, long next, params EventData[] events)
    {
        var result = await store.AppendAsync(stream, ExpectedRevision.Before(next), events, Token);
        return result.Should().BeOfType<AppendResult.Appended>().Subject;
    }

    public static async Task<List<RecordedEvent>> Forwards(this IEventStore store, StreamName stream, long from = 0, long maxCount = long.MaxValue) =>
        await store.ReadStreamAsync(stream, ReadDirection.Forwards, from, maxCount, Token).ToListAsync(Token);

    public static async Task<List<RecordedEvent>> Backwards(this IEventStore store, StreamName stream, long from = long.MaxValue, long maxCount = long.MaxValue) =>
        await store.ReadStreamAsync(stream, ReadDirection.Backwards, from, maxCount, Token).ToListAsync(Token);

    public static async Task<List<RecordedEvent>> All(this IEventStore store, Position after, string prefix) =>
        await store.ReadAllAsync(after, new([prefix]), Token).ToListAsync(Token);
}
