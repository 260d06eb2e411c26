using System.Diagnostics.Metrics;

namespace Ledger.Api.Metrics.Aggregation;

/// <summary>All families by their names.</summary>
/// <param name="maxSeries">How many sets of labels an instrument may have; what has others is added up in one more series.</param>
internal sealed class Families(int maxSeries)
{
    private readonly SortedDictionary<string, Family> _byName = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The family of an instrument; <see langword="null"/> where it has the name of another that is of another kind.</summary>
    public Family? Of(Instrument instrument)
    {
        var kind = KindOf(instrument);
        var name = MetricName.Of(instrument.Name, instrument.Unit, kind);
        lock (_gate)
        {
            if (!_byName.TryGetValue(name.Family, out var family))
            {
                family = new(name, instrument.Description, kind, instrument.IsObservable, maxSeries, MakerOf(instrument, kind));
                _byName.Add(name.Family, family);
            }

            return family.Kind == kind && family.IsObserved == instrument.IsObservable ? family : null;
        }
    }

    /// <summary>The families in the order of their names.</summary>
    public IReadOnlyList<Family> All()
    {
        lock (_gate)
        {
            return [.. _byName.Values];
        }
    }

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
    }

    private static Func<string, Series> MakerOf(Instrument instrument, MetricKind kind)
    {
        if (kind == MetricKind.Histogram)
        {
            var bounds = Buckets.Of(instrument);
            return labels => new Distribution(labels, bounds);
        }

        // What is observed says its sum itself; a gauge that is said is whatever was said last.
        return instrument.IsObservable || instrument.GetType().GetGenericTypeDefinition() == typeof(Gauge<>)
            ? static labels => new LastValue(labels)
            : labels => new Sum(labels, monotonic: kind == MetricKind.Counter);
    }
}
