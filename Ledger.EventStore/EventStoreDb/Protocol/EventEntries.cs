namespace Ledger.EventStore.EventStoreDb.Protocol;

/// <summary>The entries that the protocol keeps beside an event's own metadata.</summary>
internal static class EventEntries
{
    public const string Type = "type";
    public const string ContentType = "content-type";
    public const string Json = "application/json";
}
