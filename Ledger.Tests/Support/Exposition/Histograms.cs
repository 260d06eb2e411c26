using System.Globalization;

namespace Ledger.Tests.Support.Exposition;

/// <summary>What holds of every histogram.</summary>
internal static class Histograms
{
    /// <exception cref="FormatException">It does not.</exception>
    public static void Check(ExpositionText text)
    {
        foreach (var name in text.Types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            foreach (var series in text.With($"{name}_bucket").GroupBy(bucket => bucket.LabelsWithout("le"), StringComparer.Ordinal))
            {
                Check(text, name, series.Key, [.. series]);
            }
        }
    }

    private static void Check(ExpositionText text, string name, string labels, IReadOnlyList<Sample> buckets)
    {
        var bounds = buckets.Select(bucket => bucket.Labels["le"] == "+Inf"
            ? double.PositiveInfinity : double.Parse(bucket.Labels["le"], CultureInfo.InvariantCulture)).ToList();
        var counts = buckets.Select(bucket => bucket.Value).ToList();
        Ensure(bounds.Order().SequenceEqual(bounds) && bounds.Distinct().Count() == bounds.Count, "bounds that ascend");
        Ensure(double.IsPositiveInfinity(bounds[^1]), "a last bucket for everything");
        Ensure(counts.Order().SequenceEqual(counts), "counts that include those of smaller buckets");
        Ensure(One("_count") == counts[^1], "a count that is the last bucket's");
        Ensure(double.IsFinite(One("_sum")), "a sum that is a number");

        double One(string suffix) => text.With(name + suffix).Single(sample => sample.LabelsWithout() == labels).Value;

        void Ensure(bool condition, string what)
        {
            if (!condition)
            {
                throw new FormatException($"Histogram {name} of {labels} has not {what}.");
            }
        }
    }
}
