using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>What is known of one stream: its chain, its account, and the rows that follow from it, as sums.</summary>
internal sealed class StreamAudit
{
    private readonly ChainCheck _chain;
    private readonly MetadataCheck _metadata;
    private long _openedAt;
    private Position _openedPosition;

    public StreamAudit(StreamName stream, FindingList findings)
    {
        (Stream, _chain, _metadata) = (stream, new(stream, findings), new(stream, findings));
        Account = stream.Value.StartsWith(Domain.Accounts.Account.StreamPrefix, StringComparison.Ordinal)
            ? new(stream.Value[Domain.Accounts.Account.StreamPrefix.Length..], findings)
            : null;
    }

    public StreamName Stream { get; }

    /// <summary>The account; <see langword="null"/> for other streams.</summary>
    public AccountCheck? Account { get; }

    /// <summary>As of the position of <c>accounts</c>; <see langword="null"/> where there was no event yet.</summary>
    public AccountFigures? Figures { get; private set; }

    public RowSum Transactions { get; private set; }

    public RowSum Ids { get; private set; }

    public RowSum Closings { get; private set; }

    public RowSum Search { get; private set; }

    /// <summary>The last revision as of the position of <c>transaction_ids</c>; −1 where there was no event yet.</summary>
    public long Covered { get; private set; } = -1;

    /// <summary>Of posted transactions, in minor units, as of the position of <c>transactions</c>.</summary>
    public Int128 Moved { get; private set; }

    /// <summary>Takes the next event in the order of the log.</summary>
    /// <param name="sums">Where rows are hashed for the sums; <see langword="null"/> where nobody asks for them.</param>
    public void Take(AuditedEvent e, Cutoffs cutoffs, RowHash? sums)
    {
        var (recorded, place) = (e.Recorded, _chain.Take(e.Recorded, e.Link));
        TakeIds(e, cutoffs, sums);
        if (place == Place.TooLate)
        {
            return;
        }

        if (place == Place.AfterGap)
        {
            Account?.LoseTrack();
        }

        TakeFacts(e, cutoffs, sums);
    }

    private void TakeFacts(AuditedEvent e, Cutoffs cutoffs, RowHash? sums)
    {
        var recorded = e.Recorded;
        _metadata.Take(e);
        if (Account is null)
        {
            return;
        }

        if (e.Happened is not { } happened || e.Metadata is not { } metadata)
        {
            Account.LoseTrack();
            return;
        }

        Account.Take(happened, recorded.Revision);
        var balance = long.CreateSaturating(Account.Balance);
        if (happened is AccountOpened && ReferenceEquals(Account.Opened, happened))
        {
            (_openedAt, _openedPosition) = (_metadata.RecordedAt, recorded.Position);
        }

        if (recorded.Position <= cutoffs.Accounts)
        {
            Figures = new(balance, recorded.Revision, metadata.Chain, _metadata.RecordedAt);
        }

        if (recorded.Position <= cutoffs.Closings && happened is BooksClosed && sums is not null)
        {
            ExpectedRows.Closing(sums, e, Account.Id);
            Closings = Closings.Add(sums.Finish());
        }

        if (recorded.Position <= cutoffs.Search && happened is TransactionEvent said && sums is not null && ExpectedRows.Search(sums, said, e, Account.Id))
        {
            Search = Search.Add(sums.Finish());
        }

        if (recorded.Position <= cutoffs.Transactions && happened is TransactionEvent transaction)
        {
            Moved += happened switch
            {
                FundsDeposited => transaction.Amount.MinorUnits,
                FundsWithdrawn => -(Int128)transaction.Amount.MinorUnits,
                _ => 0,
            };
            if (sums is not null)
            {
                ExpectedRows.Transaction(sums, transaction, e, Account.Id, balance);
                Transactions = Transactions.Add(sums.Finish());
            }
        }
    }

    /// <summary>Begins in the middle, behind an event that is taken as it is: its chain value, and the balance that it states.</summary>
    public void BeginAt(AuditedEvent e)
    {
        _chain.BeginAfter(e.Recorded.Revision, e.Metadata?.Chain);
        Account?.LoseTrack();
        TakeFacts(e, Cutoffs.None, sums: null);
    }

    /// <summary>No event follows.</summary>
    public void End() => _chain.End();

    /// <summary>Writes the row that the account must have; false where too little of the history is there to say.</summary>
    public bool TryWriteRow(IRowSink row)
    {
        if (Account?.Opened is not { } opened || Figures is not { } figures)
        {
            return false;
        }

        ExpectedRows.Account(row, opened, _openedAt, _openedPosition, figures);
        return true;
    }

    private void TakeIds(AuditedEvent e, Cutoffs cutoffs, RowHash? sums)
    {
        if (e.Recorded.Position > cutoffs.Ids || cutoffs.Ids is null)
        {
            return;
        }

        Covered = Math.Max(Covered, e.Recorded.Revision);
        if (sums is not null && ExpectedRows.KeyedIdOf(e) is { } id)
        {
            ExpectedRows.TransactionId(sums, Stream.Value, id, e.Recorded.Revision);
            Ids = Ids.Add(sums.Finish());
        }
    }
}
