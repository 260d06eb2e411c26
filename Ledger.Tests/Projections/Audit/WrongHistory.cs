using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.Tests.Projections.Audit;

/// <summary>Histories whose chain is right and whose events are not, as a faulty ledger would write them.</summary>
internal static class WrongHistory
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Puts events into an account's stream past every decision, and brings the read models along.</summary>
    public static async Task WriteAsync(this AuditLab lab, string id, params object[] events) =>
        await lab.WriteAsync(id, (e, _) => (e as TransactionEvent)?.TransactionId, i => Noon.AddSeconds(i), events);

    /// <summary>Without the read models.</summary>
    public static Task AppendAsync(this AuditLab lab, string id, params object[] events) =>
        lab.AppendAsync(id, (e, _) => (e as TransactionEvent)?.TransactionId, i => Noon.AddSeconds(i), ClaimOf, events);

    /// <summary>What an event claims that is as it should be.</summary>
    public static Guid? ClaimOf(StreamName stream, object e) => e switch
    {
        ReversalCredited { ReversalOf: var of } => TransactionKeys.ClaimOf(stream, "reversal", of),
        ReversalDebited { ReversalOf: var of } => TransactionKeys.ClaimOf(stream, "reversal", of),
        TransferSent { ReversalOf: { } of } => TransactionKeys.ClaimOf(stream, "reversal", of),
        _ => null,
    };

    public static async Task WriteAsync(
        this AuditLab lab, string id, Func<object, int, Guid?> transactionId, Func<int, DateTimeOffset> recordedAt, params object[] events)
    {
        await lab.AppendAsync(id, transactionId, recordedAt, ClaimOf, events);
        await lab.ProjectAsync();
    }

    public static async Task AppendAsync(
        this AuditLab lab,
        string id,
        Func<object, int, Guid?> transactionId,
        Func<int, DateTimeOffset> recordedAt,
        Func<StreamName, object, Guid?> claim,
        params object[] events)
    {
        StreamName stream = new(Account.StreamOf(id));
        var (chain, data) = (Chain.StartOf(stream), new List<EventData>());
        for (var i = 0; i < events.Length; i++)
        {
            var metadata = new EventMetadata("c", "c", "tester", recordedAt(i), transactionId(events[i], i), null, claim(stream, events[i]));
            (var e, chain) = EventSerializer.Default.Serialize(events[i], Guid.NewGuid(), metadata, i, chain);
            data.Add(e);
        }

        await lab.Events.AppendAsync(stream, ExpectedRevision.NoStream, data, CancellationToken.None);
    }
}
