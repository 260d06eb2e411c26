using System.Diagnostics.Metrics;

namespace Ledger.EventStore.Metrics;

/// <summary>
/// The instruments of meter <c>Ledger</c> for what happens to appends. Others of the meter stand with what they measure; docs/operations.md
/// lists them all.
/// </summary>
public static class LedgerMeter
{
    public const string Name = "Ledger";

    private const string Append = "{append}";

    private static readonly Meter Meter = new(Name);

    public static Counter<long> Appended { get; } = Counter("ledger.append.events", "{event}", "Events that were appended");

    public static Histogram<double> AppendDuration { get; } = Meter.CreateHistogram<double>(
        "ledger.append.duration", "s", "Time from an append to its outcome, as a mailbox sees it, on either store");

    public static Histogram<double> OrderDuration { get; } = Meter.CreateHistogram<double>(
        "ledger.order.duration", "s", "Time from an order's arrival at its mailbox until what became of it was durable");

    public static Histogram<int> AppendOrders { get; } = Meter.CreateHistogram<int>(
        "ledger.append.orders", "{order}", "Orders that were decided into one append");

    public static Counter<long> Conflicts { get; } = Counter(
        "ledger.append.conflicts", Append, "Appends that another writer was faster than; their orders are decided anew");

    public static Counter<long> Unknown { get; } = Counter(
        "ledger.append.unknown", Append, "Appends whose outcome was not known at first");

    public static Counter<long> Resends { get; } = Counter(
        "ledger.append.resends", Append, "Times that an append of unknown outcome was sent again");

    public static Counter<long> TurnedAway { get; } = Counter(
        "ledger.mailbox.overloaded", "{order}", "Orders that were turned away because their mailbox was full");

    public static Counter<long> Contended { get; } = Counter(
        "ledger.mailbox.contended", "{order}", "Orders that were given up because other writers were faster too many times");

    public static Counter<long> Faults { get; } = Counter(
        "ledger.mailbox.faults", "{fault}", "Batches of a mailbox that failed, whatever the reason");

    public static UpDownCounter<int> Unsettled { get; } = Meter.CreateUpDownCounter<int>(
        "ledger.mailbox.unsettled", "{mailbox}", "Mailboxes that take no orders until an append of unknown outcome is settled");

    public static Histogram<double> CommitDuration { get; } = Meter.CreateHistogram<double>(
        "ledger.commit.duration", "s", "Time that a commit of the embedded store took, until it was on disk");

    public static Histogram<int> CommitAppends { get; } = Meter.CreateHistogram<int>(
        "ledger.commit.appends", Append, "Appends that went into one commit of the embedded store");

    public static Counter<long> CommitFailures { get; } = Counter(
        "ledger.commit.failures", "{commit}", "Commits of the embedded store that failed");

    public static Counter<long> StoreAppends { get; } = Counter(
        "ledger.store.appends", Append, "Appends that a shared store was asked for, those that ended in a conflict included");

    public static Histogram<int> StoreBatch { get; } = Meter.CreateHistogram<int>(
        "ledger.store.batch_size", Append, "Appends that left for a shared store together, in one write");

    public static UpDownCounter<int> StoreInFlight { get; } = Meter.CreateUpDownCounter<int>(
        "ledger.store.in_flight", Append, "Appends that were sent to a shared store and are not answered yet");

    public static Counter<long> StoreRetries { get; } = Counter(
        "ledger.store.retries", "{call}", "Appends and reads that were sent to a shared store once more");

    public static Counter<long> StoreReconnects { get; } = Counter(
        "ledger.store.reconnects", "{call}", "Calls for appends that broke, and were opened again");

    public static Counter<long> Redirects { get; } = Counter(
        "ledger.store.redirects", "{redirect}", "Times that a node named another one as the leader");

    /// <summary>
    /// Says every counter once, as zero, to whoever has begun to listen: a rate can be taken of the first time that something happens
    /// only where there was a value before it.
    /// </summary>
    public static void BeginAtZero()
    {
        foreach (var counter in new[]
        {
            Appended, Conflicts, Unknown, Resends, TurnedAway, Contended, Faults, CommitFailures, StoreAppends, StoreRetries, StoreReconnects, Redirects,
        })
        {
            counter.Add(0);
        }

        Unsettled.Add(0);
        StoreInFlight.Add(0);
        TransactionMeter.BeginAtZero();
    }

    private static Counter<long> Counter(string name, string unit, string description) => Meter.CreateCounter<long>(name, unit, description);
}
