using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Mailboxes;

/// <summary>What a mailbox answers. Outages are exceptions: <see cref="StoreUnavailableException"/>, <see cref="OutcomeUnknownException"/>.</summary>
public abstract record Outcome<TEvent>
{
    private Outcome()
    {
    }

    /// <summary>It is durable.</summary>
    /// <param name="Events">What was recorded.</param>
    /// <param name="Position">A position by which all of it is in the log.</param>
    /// <param name="Replayed">It was recorded by an earlier order with the same key.</param>
    public sealed record Committed(IReadOnlyList<Fact<TEvent>> Events, Position Position, bool Replayed) : Outcome<TEvent>;

    /// <summary>It is so already; nothing was recorded.</summary>
    /// <param name="Position">A position by which it is so.</param>
    public sealed record Unchanged(Position Position) : Outcome<TEvent>;

    /// <summary>The ledger's state stands against it; nothing was recorded.</summary>
    public sealed record Rejected(Rejection Reason) : Outcome<TEvent>;

    /// <summary>The key was used for another command.</summary>
    public sealed record KeyReused(Guid TransactionId) : Outcome<TEvent>;

    /// <summary>What the order was to take was taken before.</summary>
    public sealed record Claimed(Fact<TEvent> By) : Outcome<TEvent>;

    /// <summary>The stream stands at another revision than the order was meant for; nothing was recorded.</summary>
    public sealed record RevisionDiffers(long Actual) : Outcome<TEvent>;

    /// <summary>Other writers were faster too many times; nothing was recorded.</summary>
    public sealed record Contended : Outcome<TEvent>
    {
        public static readonly Contended Instance = new();
    }

    /// <summary>Too many orders wait; nothing was or will be recorded.</summary>
    public sealed record Overloaded : Outcome<TEvent>
    {
        public static readonly Overloaded Instance = new();
    }
}

/// <summary>An event as it was recorded.</summary>
public sealed record Fact<TEvent>(TEvent Event, EventMetadata Metadata, long Revision, Chain Chain);
