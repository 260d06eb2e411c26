using Ledger.EventStore.Port;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>What an append may be answered with instead of what became of it.</summary>
public enum AppendRefusal
{
    /// <summary>Nobody acknowledged it in time; it may have been written.</summary>
    Timeout,

    AccessDenied,

    /// <summary>There is no leader at the moment.</summary>
    NotReady,
}

/// <summary>An append that a hook of <see cref="ServerBehaviour"/> is shown.</summary>
/// <param name="Node">The node that was asked.</param>
/// <param name="Stream">The stream.</param>
/// <param name="EventIds">In their order.</param>
/// <param name="IsBatch">Whether it came over BatchAppend.</param>
public sealed record AppendInFlight(ProtocolNode Node, StreamName Stream, IReadOnlyList<Guid> EventIds, bool IsBatch)
{
    internal AppendRefusal? Refusal { get; private set; }

    /// <summary>
    /// Before the commit: nothing is written, and this is the answer. After it: what is written stays, and this is the answer all the same.
    /// </summary>
    public void AnswerWith(AppendRefusal refusal) => Refusal = refusal;
}
