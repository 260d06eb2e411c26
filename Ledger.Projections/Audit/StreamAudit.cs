using Ledger.Domain.Accounts;
using Ledger.Domain.Users;
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
        User = stream.Value.StartsWith(Domain.Users.User.StreamPrefix, StringComparison.Ordinal)
            ? new(stream.Value[Domain.Users.User.StreamPrefix.Length..], findings)
            : null;
    }

    public StreamName Stream { get; }

    /// <summary>The account; <see langword="null"/> for other streams.</summary>
    public AccountCheck? Account { get; }

    /// <summary>The user; <see langword="null"/> for other streams.</summary>
    public UserCheck? User { get; }

    /// <summary>As of the position of <c>accounts</c>; <see langword="null"/> where there was no event yet.</summary>
    public AccountFigures? Figures { get; private set; }

    /// <summary>Of the rows that the events of the account lead to; <see langword="null"/> where nobody asks for them.</summary>
    public StreamSums? Sums { get; private set; }

    public RowSum Ids { get; private set; }

    /// <summary>The last revision as of the position of <c>transaction_ids</c>; −1 where there was no event yet.</summary>
    public long Covered { get; private set; } = -1;

    /// <summary>Of all that is posted, in minor units, as of the position of <c>transactions</c>.</summary>
    public Int128 Moved { get; private set; }

    /// <summary>What came into the ledger in this account, less what went out of it: all but transfers, in minor units.</summary>
    public Int128 CameIn { get; private set; }

    /// <summary>Takes the next event in the order of the log.</summary>
    /// <param name="tools">With which rows are hashed for the sums; <see langword="null"/> where nobody asks for them.</param>
    public void Take(AuditedEvent e, Cutoffs cutoffs, WorkerTools? tools)
    {
        var (recorded, place) = (e.Recorded, _chain.Take(e.Recorded, e.Link));
        TakeIds(e, cutoffs, tools);
        if (place == Place.TooLate)
        {
            return;
        }

        if (place == Place.AfterGap)
        {
            Account?.LoseTrack();
            User?.LoseTrack();
        }

        TakeFacts(e, cutoffs, tools);
    }

    /// <summary>Begins in the middle, behind an event that is taken as it is: its chain value, and the figures that it states.</summary>
    public void BeginAt(AuditedEvent e)
    {
        _chain.BeginAfter(e.Recorded.Revision, e.Metadata?.Chain);
        Account?.LoseTrack();
        User?.LoseTrack();
        TakeFacts(e, Cutoffs.None, tools: null);
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

    private void TakeFacts(AuditedEvent e, Cutoffs cutoffs, WorkerTools? tools)
    {
        var recorded = e.Recorded;
        _metadata.Take(e);
        if (Account is null)
        {
            TakeUser(e, cutoffs);
            return;
        }

        if (e.Happened is not { } happened || e.Metadata is not { } metadata)
        {
            Account.LoseTrack();
            return;
        }

        Account.Take(happened, recorded.Revision, _metadata.RecordedAt);
        var balance = long.CreateSaturating(Account.Balance);
        if (happened is AccountOpened && ReferenceEquals(Account.Opened, happened))
        {
            (_openedAt, _openedPosition) = (_metadata.RecordedAt, recorded.Position);
        }

        if (recorded.Position <= cutoffs.Accounts)
        {
            Figures = new(
                balance, long.CreateSaturating(Account.Held), StandingRules.Word(Account.Standing), recorded.Revision, metadata.Chain, _metadata.RecordedAt);
        }

        var change = Movements.ChangeOf(happened);
        CameIn += Movements.IsWithin(happened) ? 0 : change;
        Moved += recorded.Position <= cutoffs.Transactions ? change : 0;
        if (tools is not null && happened is AccountEvent fact)
        {
            tools.Book.Take(fact, Account.Id, recorded.Revision);
            (Sums ??= new(Account.Id)).Take(fact, e, balance, cutoffs, tools);
        }
    }

    private void TakeUser(AuditedEvent e, Cutoffs cutoffs)
    {
        if (e is { Happened: UserEvent happened, Metadata: not null })
        {
            User?.Take(happened, e.Recorded, _metadata.RecordedAt, cutoffs.Users);
        }
        else
        {
            User?.LoseTrack();
        }
    }

    private void TakeIds(AuditedEvent e, Cutoffs cutoffs, WorkerTools? tools)
    {
        if (e.Recorded.Position > cutoffs.Ids || cutoffs.Ids is null)
        {
            return;
        }

        Covered = Math.Max(Covered, e.Recorded.Revision);
        if (tools is not null)
        {
            Add(ExpectedRows.KeyedIdOf(e));
            Add(e.Metadata?.Values.Claim);
        }

        void Add(Guid? lookedUp)
        {
            if (lookedUp is { } id)
            {
                ExpectedRows.TransactionId(tools.Plain, Stream.Value, id, e.Recorded.Revision);
                Ids = Ids.Add(tools.Plain.Finish());
            }
        }
    }
}
