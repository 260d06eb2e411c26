using System.Diagnostics.Metrics;
using Ledger.EventStore.Metrics;

namespace Ledger.Projections.Metrics;

/// <summary>What one projection does, counted.</summary>
internal sealed class ProjectionMeter
{
    /// <summary>The label that names the projection.</summary>
    public const string Label = "projection";

    private static readonly Meter Meter = new(LedgerMeter.Name);

    private static readonly Counter<long> EventsApplied = Meter.CreateCounter<long>(
        "ledger.projection.events", "{event}", "Events that were applied to a read model");

    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>(
        "ledger.projection.batch_size", "{event}", "Events that were written to a read model together");

    private static readonly Histogram<double> BatchDuration = Meter.CreateHistogram<double>(
        "ledger.projection.batch_duration", "s", "Time that a batch took to be written, with its checkpoint");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "ledger.projection.retries", "{batch}", "Batches that could not be written, and are tried again");

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "ledger.projection.failures", "{failure}", "Times that a projection stopped because of a failure");

    private readonly KeyValuePair<string, object?> _name;

    public ProjectionMeter(string projection)
    {
        _name = new(Label, projection);
        // A rate can be taken of the first time only where there was a value before it.
        EventsApplied.Add(0, _name);
        Retries.Add(0, _name);
        Failures.Add(0, _name);
    }

    public void Applied(int events, TimeSpan duration)
    {
        EventsApplied.Add(events, _name);
        BatchSize.Record(events, _name);
        BatchDuration.Record(duration.TotalSeconds, _name);
    }

    public void HeldUp() => Retries.Add(1, _name);

    public void Failed() => Failures.Add(1, _name);
}
