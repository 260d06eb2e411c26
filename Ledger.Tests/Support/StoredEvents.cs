using System.Text;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Tests.Support;

/// <summary>Events as a store would give them back.</summary>
internal static class StoredEvents
{
    public static readonly StreamName Stream = new("account-alice");

    public static readonly Guid Id = new("018f3c1e-1111-7222-8333-444455556666");

    public static readonly EventMetadata Metadata = new(
        "correlation-1", "causation-1", "anonymous", new(2026, 11, 20, 20, 43, 25, 123, 456, TimeSpan.Zero), AccountStory.Transaction, "c0ffee");

    public static (EventData Event, Chain Chain) Serialize(object @event, EventMetadata? metadata = null) =>
        EventSerializer.Default.Serialize(@event, Id, metadata ?? Metadata, 0, Chain.StartOf(Stream));

    public static RecordedEvent Recorded(EventData e, long revision = 0) => new(Stream, revision, new(7, 7), e.Id, e.Type, e.Data, e.Metadata);

    public static RecordedEvent Recorded(string type, string data) => new(Stream, 0, new(7, 7), Id, type, Encoding.UTF8.GetBytes(data), default);

    public static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
