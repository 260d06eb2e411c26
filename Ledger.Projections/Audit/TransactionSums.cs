using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>The rows of an account in <c>transactions</c>, as a sum. Only submissions that wait to be decided are remembered one by one.</summary>
internal sealed class TransactionSums(string accountId)
{
    private Dictionary<Guid, (AuditedEvent Submitted, RowSum Row)>? _pending;

    public RowSum Rows { get; private set; }

    /// <param name="balance">The balance after the event, as the audit has added it up.</param>
    public void Take(TransactionEvent happened, AuditedEvent e, long balance, TransactionRowHash hash)
    {
        AuditedEvent? submitted = null;
        if (ExpectedRows.IsDecision(happened) && _pending is not null && _pending.Remove(happened.TransactionId, out var pending))
        {
            submitted = pending.Submitted;
            Rows = Rows.Remove(pending.Row);
        }

        ExpectedRows.Transaction(hash, accountId, e, submitted, balance, reversedBy: null, ((submitted ?? e).Happened as TransactionEvent)!.Conversion);
        var row = hash.Finish();
        Rows = Rows.Add(row);
        if (happened is TransactionSubmitted)
        {
            (_pending ??= [])[happened.TransactionId] = (e, row);
        }

        if (ReversalFact.TakenBackBy(happened) is { } reversal)
        {
            Rows = Rows.Add(hash.MarkOf(reversal));
        }

        if (ReversalFact.StandsAgain(happened) is { } undone)
        {
            Rows = Rows.Remove(hash.MarkOf(undone));
        }
    }

    public void Take(TransactionConverted e, TransactionRowHash hash) => Rows = Rows.Add(hash.MarkOf(e));
}
