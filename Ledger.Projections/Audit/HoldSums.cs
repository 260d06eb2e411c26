using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>The rows of an account in <c>holds</c>, as a sum. Only holds that are open are remembered one by one.</summary>
internal sealed class HoldSums(string accountId)
{
    private readonly Dictionary<Guid, (AuditedEvent Placed, RowSum Row)> _open = [];

    public RowSum Rows { get; private set; }

    public void Take(AccountEvent happened, AuditedEvent e, RowHash hash)
    {
        if (happened is HoldPlaced placed)
        {
            var row = RowOf(e, null, hash);
            _open[placed.HoldId] = (e, row);
            Rows = Rows.Add(row);
        }
        else if (ExpectedRows.HoldEndedBy(happened) is { } id && _open.Remove(id, out var hold))
        {
            Rows = Rows.Remove(hold.Row).Add(RowOf(hold.Placed, happened, hash));
        }
    }

    private RowSum RowOf(AuditedEvent placed, AccountEvent? end, RowHash hash)
    {
        ExpectedRows.Hold(hash, accountId, placed, end);
        return default(RowSum).Add(hash.Finish());
    }
}
