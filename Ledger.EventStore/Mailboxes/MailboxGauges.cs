using System.Diagnostics.Metrics;

namespace Ledger.EventStore.Mailboxes;

/// <summary>How full mailboxes are, whenever somebody asks.</summary>
public static class MailboxGauges
{
    /// <param name="meter">The meter that the instruments belong to.</param>
    /// <param name="load">Asks the mailboxes.</param>
    public static void Create(Meter meter, Func<MailboxLoad> load)
    {
        meter.CreateObservableGauge("ledger.mailbox.open", () => load().Open, "{mailbox}", "Mailboxes that are kept in memory");
        meter.CreateObservableGauge("ledger.mailbox.waiting", () => load().Waiting, "{order}", "Orders that wait in mailboxes");
        meter.CreateObservableGauge("ledger.mailbox.longest", () => load().Longest, "{order}", "Orders that wait in the fullest mailbox");
    }
}
