using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>What metadata has to say beside the chain: times that never run backwards, and the transaction that the data names.</summary>
internal sealed class MetadataCheck(StreamName stream, FindingList findings)
{
    /// <summary>When the last event was recorded, in microseconds since 1970.</summary>
    public long RecordedAt { get; private set; } = long.MinValue;

    public void Take(AuditedEvent e)
    {
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
    }
}
