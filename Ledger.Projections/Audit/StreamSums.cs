using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>The rows that the events of one account lead to, as sums, each as of the position of its projection.</summary>
internal sealed class StreamSums(string accountId)
{
    private TransactionSums? _transactions;
    // Most accounts have neither.
    private HoldSums? _holds;
    private TransferSums? _transfers;
    private DayNetSum? _days;

    public RowSum Transactions => _transactions?.Rows ?? default;

    public RowSum Holds => _holds?.Rows ?? default;

    public RowSum Transfers => _transfers?.Rows ?? default;

    public UInt128 DayNets => _days?.Value ?? 0;

    public RowSum Closings { get; private set; }

    public RowSum Search { get; private set; }

    public MatchSums Matches { get; private set; }

    /// <param name="balance">The balance after the event, as the audit has added it up.</param>
    public void Take(AccountEvent happened, AuditedEvent e, long balance, Cutoffs cutoffs, WorkerTools tools)
    {
        var at = e.Recorded.Position;
        if (at <= cutoffs.Transactions && happened is TransactionEvent transaction)
        {
            (_transactions ??= new(accountId)).Take(transaction, e, balance, tools.Transactions);
        }
        else if (at <= cutoffs.Transactions && happened is TransactionConverted converted)
        {
            (_transactions ??= new(accountId)).Take(converted, tools.Transactions);
        }

        if (at <= cutoffs.Accounts && (happened is HoldPlaced || ExpectedRows.HoldEndedBy(happened) is not null))
        {
            (_holds ??= new(accountId)).Take(happened, e, tools.Plain);
        }

        if (at <= cutoffs.Transfers
            && (happened is TransferSent or TransferDeclined or TransferReceived || ExpectedRows.TransferEndedBy(happened) is not null))
        {
            (_transfers ??= new(accountId)).Take(happened, e, tools.Transfers);
        }

        if (at <= cutoffs.Transactions && Movements.ChangeOf(happened) is var change && change != 0)
        {
            (_days ??= new(accountId)).Take(e, change, tools.Plain);
        }

        TakeOthers(happened, e, cutoffs, tools.Plain);
    }

    private void TakeOthers(AccountEvent happened, AuditedEvent e, Cutoffs cutoffs, RowHash hash)
    {
        if (e.Recorded.Position <= cutoffs.Closings && happened is BooksClosed)
        {
            ExpectedRows.Closing(hash, e, accountId);
            Closings = Closings.Add(hash.Finish());
        }

        if (e.Recorded.Position <= cutoffs.Matches && happened is MatchEvent)
        {
            Matches = Matches.Take(e, accountId, hash);
        }

        if (e.Recorded.Position <= cutoffs.Search && happened is TransactionEvent said && ExpectedRows.Search(hash, said, e, accountId))
        {
            Search = Search.Add(hash.Finish());
        }
    }
}
