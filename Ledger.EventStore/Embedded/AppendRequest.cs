using Ledger.EventStore.Port;

namespace Ledger.EventStore.Embedded;

/// <summary>An append that waits for the writer, and for its commit.</summary>
internal sealed class AppendRequest(string stream, ExpectedRevision expected, IReadOnlyList<EventData> events)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public string Stream { get; } = stream;

    public ExpectedRevision Expected { get; } = expected;

    /// <summary>What to append; nothing for a request that only asks whether the store can be written.</summary>
    public IReadOnlyList<EventData> Events { get; } = events;

    /// <summary>What the answer will be once the transaction is durable.</summary>
    public AppendResult? Prepared { get; set; }
}
