using Ledger.EventStore.Port;
using Ledger.EventStore.Streams;

namespace Ledger.Api.Http.Freshness;

/// <summary>
/// Positions as clients hold them: they carry the ledger's id, so that one of another ledger is never taken for one of this.
/// Clients treat them as opaque.
/// </summary>
internal sealed class LedgerPositions(Guid ledgerId)
{
    private readonly PositionText _text = new(ledgerId);

    /// <summary>The ledger whose positions they are.</summary>
    public Guid LedgerId { get; } = ledgerId;

    public string Format(Position position) => _text.Format(position);

    public bool TryRead(string text, out Position position) => _text.TryRead(text, out position);
}
