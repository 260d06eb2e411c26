using System.Diagnostics.Metrics;
using Ledger.EventStore.Metrics;

namespace Ledger.Projections.Audit.Continuous;

/// <summary>The continuous auditor's instruments, of meter <c>Ledger</c> too.</summary>
internal static class AuditMeter
{
    private static readonly Meter Meter = new(LedgerMeter.Name);

    /// <summary>What was found wrong, each once.</summary>
    public static Counter<long> Drifts { get; } = Meter.CreateCounter<long>("ledger.audit.drifts", "{drift}", "Times that the continuous audit found what does not agree");

    /// <summary>Everything up to here was audited: the first number of the position.</summary>
    public static Gauge<long> Audited { get; } = Meter.CreateGauge<long>("ledger.audit.position", description: "Up to where everything new was audited, in the log's own numbers");

    /// <summary>How long ago everything that was there had been audited; zero where it is.</summary>
    public static Gauge<long> Lag { get; } = Meter.CreateGauge<long>("ledger.audit.lag", "ms", "Age of the oldest event that is not audited yet");
}
