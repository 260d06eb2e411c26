using System.Collections.Concurrent;

namespace Ledger.Api.Metrics.Aggregation;

/// <summary>Everything that is exposed under one name: a series for each set of labels, up to a bound.</summary>
internal sealed class Family
{
    // Sums stay right where there are too many labels: what has no series of its own is in this one.
    private const string OverflowLabels = "otel_metric_overflow=\"true\"";

    private readonly int _maxSeries;
    private readonly Func<string, Series> _make;
    private readonly ConcurrentDictionary<Tags, Series> _byTags = new(TagsComparer.Instance);
    private readonly ConcurrentDictionary<Tags, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _bySpan;
    private readonly SortedDictionary<string, Series> _byLabels = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private Series? _untagged;
    private Series? _overflow;
    private int _tagSets;
    private long _overflowed;

    public Family(MetricName name, string? help, MetricKind kind, bool observed, int maxSeries, Func<string, Series> make)
    {
        (Name, Help, Kind, IsObserved) = (name, help, kind, observed);
        (_maxSeries, _make) = (maxSeries, make);
        _bySpan = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    public MetricName Name { get; }

    public string? Help { get; }

    public MetricKind Kind { get; }

    /// <summary>Whether its values are asked for at each scrape, and not said when something happens.</summary>
    public bool IsObserved { get; }

    /// <summary>How many measurements had labels for which there was no room.</summary>
    public long Overflowed => Interlocked.Read(ref _overflowed);

    public void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => SeriesOf(tags).Record(value);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => SeriesOf(tags).Record(value);

    /// <summary>Its series in the order of their labels.</summary>
    public IReadOnlyList<Series> Series()
    {
        lock (_gate)
        {
            return [.. _byLabels.Values];
        }
    }

    /// <summary>Forgets all series before they are observed anew, so that what is no longer reported is no longer exposed.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _byTags.Clear();
            _byLabels.Clear();
            (_untagged, _overflow, _tagSets) = (null, null, 0);
        }
    }

    private Series SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return Volatile.Read(ref _untagged) ?? Add(tags);
        }

        if (_bySpan.TryGetValue(tags, out var series))
        {
            return series;
        }

        if (Volatile.Read(ref _overflow) is { } overflow)
        {
            Interlocked.Increment(ref _overflowed);
            return overflow;
        }

        return Add(tags);
    }

    private Series Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
        {
            if (tags.IsEmpty)
            {
                return _untagged ??= Labelled(string.Empty);
            }

            var key = new Tags([.. tags]);
            if (_byTags.TryGetValue(key, out var known))
            {
                return known;
            }

            if (_tagSets == _maxSeries)
            {
                Interlocked.Increment(ref _overflowed);
                return _overflow ??= Labelled(OverflowLabels);
            }

            // Tags that differ and read the same are one series: two lines with the same labels would be no valid answer.
            _tagSets++;
            return _byTags[key] = Labelled(LabelText.Of(tags));
        }
    }

    private Series Labelled(string labels) =>
        _byLabels.TryGetValue(labels, out var known) ? known : _byLabels[labels] = _make(labels);
}

/// <summary>What a name stands for in the exposition.</summary>
internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
