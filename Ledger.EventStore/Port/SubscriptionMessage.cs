namespace Ledger.EventStore.Port;

/// <summary>What a subscription says.</summary>
public abstract record SubscriptionMessage
{
    private SubscriptionMessage()
    {
    }

    public sealed record EventAppeared(RecordedEvent Event) : SubscriptionMessage;

    /// <summary>Everything up to the position has been said; what lies between did not match the filter.</summary>
    public sealed record Checkpoint(Position Position) : SubscriptionMessage;

    /// <summary>The tail is reached; what follows is live. It is said again each time that the subscription had fallen behind.</summary>
    public sealed record CaughtUp : SubscriptionMessage
    {
        public static readonly CaughtUp Instance = new();
    }
}
