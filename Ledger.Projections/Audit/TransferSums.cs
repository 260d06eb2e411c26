using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>
/// What an account has to say of rows in <c>transfers</c>, as a sum: whole rows of those that it sends, and its part in those that it
/// receives. Only transfers in flight are remembered one by one.
/// </summary>
internal sealed class TransferSums(string accountId)
{
    private readonly Dictionary<Guid, (AuditedEvent Sent, RowSum Row)> _open = [];

    public RowSum Rows { get; private set; }

    public void Take(AccountEvent happened, AuditedEvent e, TransferRowHash hash)
    {
        switch (happened)
        {
            case TransferSent or TransferDeclined:
                var row = RowOf(e, null, hash);
                Rows = Rows.Add(row);
                if (happened is TransferSent sent)
                {
                    _open[sent.TransactionId] = (e, row);
                }

                break;
            case TransferReceived received:
                Rows = Rows.Add(hash.PartOf(received, accountId));
                break;
            default:
                if (ExpectedRows.TransferEndedBy(happened) is { } id && _open.Remove(id, out var transfer))
                {
                    Rows = Rows.Remove(transfer.Row).Add(RowOf(transfer.Sent, happened, hash));
                }

                break;
        }
    }

    private RowSum RowOf(AuditedEvent begun, AccountEvent? end, TransferRowHash hash)
    {
        // What the target says is added by the target.
        ExpectedRows.Transfer(hash, accountId, begun, end, credit: null);
        return hash.Finish().Source;
    }
}
