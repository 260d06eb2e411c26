using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Streams;

/// <summary>A stream as it stands after one of its events: what the next one builds on.</summary>
/// <param name="Revision">Of the last event; −1 where there is none.</param>
/// <param name="Chain">Of the last event.</param>
/// <param name="RecordedAt">Of the last event.</param>
/// <param name="Position">Of the last event, or of one after it.</param>
public sealed record StreamHead<TState>(TState State, long Revision, Chain Chain, DateTimeOffset RecordedAt, Position Position)
{
    public bool Exists => Revision >= 0;
}
