using System.Buffers;
using System.Diagnostics.Metrics;
using Ledger.Api.Metrics.Aggregation;
using Ledger.Api.Metrics.Exposition;
using Ledger.EventStore.Metrics;

namespace Ledger.Api.Metrics;

/// <summary>Listens to the meters of this service and says what they have measured.</summary>
internal sealed partial class MetricCollector : IDisposable
{
    private const int MaxSeries = 1_000;

    private readonly ILogger _log;
    private readonly Families _families = new(MaxSeries);
    private readonly MeterListener _listener = new();
    private readonly Lock _scraping = new();

    /// <param name="own">The meter of this service's container.</param>
    public MetricCollector(Meter own, ILogger<MetricCollector> log)
    {
        _log = log;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.AreOf(own, instrument.Meter) && _families.Of(instrument) is { } family)
            {
                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => ((Family)family!).Record((long)value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => ((Family)family!).Record((long)value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((Family)family!).Record((long)value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((Family)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => ((Family)family!).Record((double)value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((Family)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, family) => ((Family)family!).Record((double)value, tags));
        own.CreateObservableCounter(
            "ledger.metrics.overflowed", Overflowed, "{measurement}", "Measurements that had too many different labels to be told apart");
    }

    /// <summary>Begins to listen: what was measured before is not counted.</summary>
    public void Start()
    {
        _listener.Start();
        LedgerMeter.BeginAtZero();
    }

    /// <summary>Writes everything that has been measured so far.</summary>
    public void WriteTo(IBufferWriter<byte> output, ExpositionFormat format)
    {
        // One at a time: observed series are forgotten and observed anew.
        lock (_scraping)
        {
            Observe();
            var writer = new ExpositionWriter(output, format);
            foreach (var family in _families.All())
            {
                writer.Write(family);
            }

            writer.End();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Observe()
    {
        foreach (var family in _families.All())
        {
            if (family.IsObserved)
            {
                family.Forget();
            }
        }

        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException e)
        {
            // One that cannot be observed now is left out; all others have been.
            LogNotObserved(e);
        }
    }

    private IEnumerable<Measurement<long>> Overflowed() => _families.All().Where(family => family.Overflowed > 0)
        .Select(family => new Measurement<long>(family.Overflowed, new KeyValuePair<string, object?>("metric", family.Name.Sample)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Some instruments could not be observed")]
    private partial void LogNotObserved(Exception fault);
}
