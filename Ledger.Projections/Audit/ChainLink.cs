using System.Runtime.InteropServices;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Projections.Audit;

/// <summary>An event as the chain sees it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ChainLink(RecordedEvent e, ReadOnlyMemory<byte> covered, Chain stored)
{
    public Chain Stored { get; } = stored;

    public long Revision => e.Revision;

    /// <summary>The value that the event must have behind another.</summary>
    public Chain ValueAfter(Chain previous, long shift) => previous.Next(e.Revision + shift, e.Id, e.Type, e.Data.Span, covered.Span);

    public bool Follows(Chain previous, long shift) => ValueAfter(previous, shift) == Stored;
}
