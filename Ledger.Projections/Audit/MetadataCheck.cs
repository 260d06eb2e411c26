using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>
/// What metadata has to say beside the chain: times that never run backwards, the transaction that the data names, and the claim of what
/// can be taken once.
/// </summary>
internal sealed class MetadataCheck(StreamName stream, FindingList findings)
{
    // The last transfer that was to take a transaction back and was given back itself, by that transaction.
    private Dictionary<Guid, Guid>? _givenBack;
    private bool _isWhole = true;
    private long _next;

    /// <summary>When the last event was recorded, in microseconds since 1970.</summary>
    public long RecordedAt { get; private set; } = long.MinValue;

    public void Take(AuditedEvent e)
    {
        // What was not seen may have been anything.
        _isWhole = _isWhole && e.Recorded.Revision == _next && e.Happened is not null;
        _next = e.Recorded.Revision + 1;
        if (e.Metadata is not { Values: var metadata })
        {
            return;
        }

        var at = ExpectedRows.Micros(metadata.RecordedAt);
        if (at < RecordedAt)
        {
            findings.Add(FindingKinds.TimeRunsBackwards, stream.Value, e.Recorded.Revision, "It was recorded before the event that it follows on.");
        }

        RecordedAt = at;
        if (e.Happened is TransactionEvent transaction && metadata.TransactionId != transaction.TransactionId)
        {
            findings.Add(FindingKinds.TransactionIdWrong, stream.Value, e.Recorded.Revision, "Its data and its metadata name different transactions.");
        }

        if (e.Happened is not null && !IsRight(metadata.Claim, e.Happened))
        {
            findings.Add(
                FindingKinds.ClaimWrong,
                stream.Value,
                e.Recorded.Revision,
                metadata.Claim is null ? "It takes what can be taken once, and does not claim it." : "It claims what it does not take.");
        }

        if (e.Happened is TransferReturned { ReversalOf: { } of } returned)
        {
            (_givenBack ??= [])[of] = returned.TransferId;
        }
    }

    /// <summary>
    /// The first match of a transaction claims that, and each later one the match before it. Which of the two it is, is left open: where a
    /// stream is taken up in its middle the one before is not known.
    /// </summary>
    private bool IsRight(Guid? claim, object happened) => happened switch
    {
        TransactionMatched => claim is not null,
        // So it is with a reversal that is tried again after one that came back: it claims that one.
        TransferSent { ReversalOf: { } of } when !_isWhole && _givenBack?.ContainsKey(of) is not true => claim is not null,
        _ => claim == ClaimOf(happened),
    };

    /// <summary>
    /// A transaction is taken back once; what target and source do by themselves follows from what the first debit has claimed. It gets a rate
    /// once, a match is proposed once, and undone once.
    /// </summary>
    private Guid? ClaimOf(object happened) => happened switch
    {
        ReversalCredited or ReversalDebited or TransferSent when ReversalFact.TakenBackBy(happened) is { } reversal =>
            TransactionKeys.ClaimOf(stream, "reversal", _givenBack?.TryGetValue(reversal.Of, out var before) is true ? before : reversal.Of),
        TransactionConverted e => TransactionKeys.ClaimOf(stream, "conversion", e.OfTransaction),
        MatchProposed e => TransactionKeys.ClaimOf(stream, "match-proposal", e.OfTransaction),
        TransactionUnmatched e => TransactionKeys.ClaimOf(stream, "match-undone", e.MatchId),
        _ => null,
    };
}
