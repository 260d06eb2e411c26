namespace Ledger.EventStore.Port;

/// <summary>
/// The log of everything that happened. The numbered clauses are the contract; each has its tests in one suite that every store passes.
/// <list type="number">
/// <item>An append is atomic: all its events follow on each other in the stream, or none is there.</item>
/// <item>An append that is answered as appended is durable, and is in every later read of any reader; so is what a read has given.</item>
/// <item>An append is written only where the stream stands exactly at the expected revision; anything else is a conflict that
/// names the actual revision.</item>
/// <item>The same event ids at exactly the expected place are answered as appended, with their original revision and position, and
/// nothing is written; also when other events follow them.</item>
/// <item>Only some of the ids at that place, other ids, or the ids at another place are a conflict.</item>
/// <item>Of several appends that expect the same revision, exactly one is written.</item>
/// <item>Revisions of a stream run from zero without gaps. Positions grow in the order of commits: a reader that has seen a
/// position never finds an event before it later.</item>
/// <item>Id, type, data and metadata are read as the bytes that were written.</item>
/// <item>An append has at least one event and at most <see cref="MaxAppendSize"/> bytes.</item>
/// <item>A read of a stream that does not exist, or from past its end, is empty.</item>
/// <item>A read backwards begins at the given revision, or at the end where the stream is shorter.</item>
/// <item>A reader holds neither the whole log in memory nor the store's resources while its consumer thinks.</item>
/// <item>A subscription says every matching event after its position once, in order, first those that are there, then
/// <see cref="SubscriptionMessage.CaughtUp"/>, then each new one as it is committed, and checkpoints where nothing matched.</item>
/// </list>
/// A store that cannot be reached throws <see cref="StoreUnavailableException"/>; an append of which nobody can say whether it was
/// written throws <see cref="OutcomeUnknownException"/>.
/// </summary>
public interface IEventStore
{
    /// <summary>Half the limit that EventStoreDB has by default, so that an append never meets it.</summary>
    const int MaxAppendSize = 512 * 1024;

    /// <summary>
    /// Whether other processes may append to the same log. Where they may, what a process remembers of a stream can be out of date.
    /// </summary>
    bool IsShared { get; }

    /// <summary>Appends events to a stream, durably. Clauses 1 to 9.</summary>
    Task<AppendResult> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken);

    /// <summary>Reads a stream from a revision on. Clauses 8 and 10 to 12.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="direction">Backwards from <see cref="long.MaxValue"/> begins at the end.</param>
    /// <param name="from">The first revision to read.</param>
    /// <param name="maxCount">How many events at most; <see cref="long.MaxValue"/> for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, CancellationToken cancellationToken);

    /// <summary>Reads all events after a position that match, up to the tail as it was when the read got there. Clauses 7, 8 and 12.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken);

    /// <summary>Follows all events after a position. Clauses 7, 8, 12 and 13. It ends only by cancellation or a fault.</summary>
    IAsyncEnumerable<SubscriptionMessage> SubscribeToAllAsync(Position after, StreamFilter filter, CancellationToken cancellationToken);

    /// <summary>The position of the newest event; <see cref="Position.Start"/> where there is none.</summary>
    Task<Position> ReadTailAsync(CancellationToken cancellationToken);

    /// <summary>
    /// How many events lie after one position up to another; <see langword="null"/> where the store's positions do not tell.
    /// </summary>
    long? CountBetween(Position after, Position upTo);

    /// <summary>Whether an append could succeed now, for the readiness of the service.</summary>
    Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken);
}
