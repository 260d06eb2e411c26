namespace Ledger.EventStore.EventStoreDb.Settings;

/// <summary>Which node of a cluster subscriptions read from. Everything that decides something asks the leader.</summary>
public enum NodePreference
{
    Leader,
    Follower,
    Random,
    ReadOnlyReplica,
}
