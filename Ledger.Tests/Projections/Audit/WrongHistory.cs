using Ledger.Domain.Accounts;
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

    public static async Task WriteAsync(
        this AuditLab lab, string id, Func<object, int, Guid?> transactionId, Func<int, DateTimeOffset> recordedAt, params object[] events)
    {
        StreamName stream = new(Account.StreamOf(id));
        var (chain, data) = (Chain.StartOf(stream), new List<EventData>());
        for (var i = 0; i < events.Length; i++)
        {
            var metadata = new EventMetadata("c", "c", "tester", recordedAt(i), transactionId(events[i], i), null);
            (var e, chain) = EventSerializer.Default.Serialize(events[i], Guid.NewGuid(), metadata, i, chain);
            data.Add(e);
        }

        await lab.Events.AppendAsync(stream, ExpectedRevision.NoStream, data, CancellationToken.None);
        await lab.ProjectAsync();
    }
}
