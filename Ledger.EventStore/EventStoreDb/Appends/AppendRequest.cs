using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>One attempt of an append, waiting for its answer.</summary>
internal sealed class AppendRequest(StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, TimeSpan deadline)
    : TaskCompletionSource<AppendAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public StreamName Stream { get; } = stream;

    public ExpectedRevision Expected { get; } = expected;

    public IReadOnlyList<EventData> Events { get; } = events;

    /// <summary>How long the server may take for it.</summary>
    public TimeSpan Deadline { get; } = deadline;

    /// <summary>When it was given to the call.</summary>
    public long Began { get; set; }
}
