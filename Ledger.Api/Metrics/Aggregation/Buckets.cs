using System.Diagnostics.Metrics;

namespace Ledger.Api.Metrics.Aggregation;

/// <summary>The buckets of histograms, by what they measure.</summary>
internal static class Buckets
{
    private static readonly double[] Seconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Milliseconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];
    private static readonly double[] Bytes = [.. Enumerable.Range(4, 10).Select(i => Math.Pow(4, i))];
    private static readonly double[] Counts = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];

    /// <summary>
    /// What the instrument advises, with finer buckets of time below the smallest of those: most answers here take less than the first
    /// bucket that is advised for web servers. Without advice, what is usual for the unit.
    /// </summary>
    public static double[] Of(Instrument instrument)
    {
        var usual = instrument.Unit switch
        {
            "s" => Seconds,
            "ms" => Milliseconds,
            "By" => Bytes,
            _ => Counts,
        };
        if (AdviceOf(instrument) is not [var first, ..] advice)
        {
            return usual;
        }

        return ReferenceEquals(usual, Seconds) ? [.. Seconds.TakeWhile(bound => bound < first), .. advice] : advice;
    }

    private static double[] AdviceOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => [],
    };
}
