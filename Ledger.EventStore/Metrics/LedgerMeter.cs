using System.Diagnostics.Metrics;

namespace Ledger.EventStore.Metrics;

/// <summary>The instruments of meter <c>Ledger</c>.</summary>
public static class LedgerMeter
{
    public const string Name = "Ledger";

    private static readonly Meter Meter = new(Name);

    /// <summary>Orders that were turned away because their mailbox was full.</summary>
    public static Counter<long> TurnedAway { get; } = Meter.CreateCounter<long>("ledger.mailbox.overloaded", "{order}");

    /// <summary>Events that were appended.</summary>
    public static Counter<long> Appended { get; } = Meter.CreateCounter<long>("ledger.append.events", "{event}");

    /// <summary>Appends that a shared store was asked for, those that ended in a conflict included.</summary>
    public static Counter<long> StoreAppends { get; } = Meter.CreateCounter<long>("ledger.store.appends", "{append}");

    /// <summary>Appends that left for a shared store together, in one write.</summary>
    public static Histogram<int> StoreBatch { get; } = Meter.CreateHistogram<int>("ledger.store.batch_size", "{append}");

    /// <summary>Appends that were sent to a shared store and are not answered yet.</summary>
    public static UpDownCounter<int> StoreInFlight { get; } = Meter.CreateUpDownCounter<int>("ledger.store.in_flight", "{append}");

    /// <summary>Appends and reads that were sent to a shared store once more.</summary>
    public static Counter<long> StoreRetries { get; } = Meter.CreateCounter<long>("ledger.store.retries", "{call}");

    /// <summary>Calls for appends that broke, and were opened again.</summary>
    public static Counter<long> StoreReconnects { get; } = Meter.CreateCounter<long>("ledger.store.reconnects", "{call}");

    /// <summary>Times that a node named another one as the leader.</summary>
    public static Counter<long> Redirects { get; } = Meter.CreateCounter<long>("ledger.store.redirects", "{redirect}");
}
