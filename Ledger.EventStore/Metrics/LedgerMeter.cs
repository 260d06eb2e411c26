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
}
