namespace Ledger.EventStore.Port;

/// <summary>An event to be appended. Bytes in, the same bytes out.</summary>
/// <param name="Id">New for each decision; used again only to send that same decision again.</param>
/// <param name="Type">The stored name, as in <c>funds-deposited.v1</c>.</param>
/// <param name="Data">UTF-8.</param>
/// <param name="Metadata">UTF-8.</param>
public sealed record EventData(Guid Id, string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Metadata)
{
    /// <summary>What the event takes of the limit of an append, in bytes.</summary>
    public int Size => Data.Length + Metadata.Length + Type.Length + 16;
}

/// <summary>An event as it is stored.</summary>
/// <param name="Revision">Its place in the stream, from zero without gaps.</param>
/// <param name="Position">Its place in the log of all events.</param>
public sealed record RecordedEvent(
    StreamName Stream,
    long Revision,
    Position Position,
    Guid Id,
    string Type,
    ReadOnlyMemory<byte> Data,
    ReadOnlyMemory<byte> Metadata)
{
    /// <summary>What was said and what was said about it, in bytes.</summary>
    public int Size => Data.Length + Metadata.Length;
}
