using System.Buffers;
using System.Text;
using Ledger.Api.Metrics.Aggregation;

namespace Ledger.Api.Metrics.Exposition;

/// <summary>Writes families line by line.</summary>
internal sealed class ExpositionWriter(IBufferWriter<byte> output, ExpositionFormat format)
{
    private readonly bool _open = format == ExpositionFormat.OpenMetrics;

    public void Write(Family family)
    {
        var all = family.Series();
        if (all.Count == 0)
        {
            return;
        }

        var name = _open ? family.Name.Family : family.Name.Sample;
        if (!string.IsNullOrEmpty(family.Help))
        {
            Line($"# HELP {name} {Escaped(family.Help)}");
        }

        Line($"# TYPE {name} {WordOf(family.Kind)}");
        foreach (var series in all)
        {
            switch (series)
            {
                case LastValue last:
                    Sample(family.Name.Sample, series.Labels, Numbers.TextOf(last.Value));
                    break;
                case Sum sum:
                    Sample(family.Name.Sample, series.Labels, Numbers.TextOf(sum.Value.Whole, sum.Value.Fraction));
                    break;
                case Distribution distribution:
                    Write(family.Name.Sample, distribution);
                    break;
            }
        }
    }

    /// <summary>Writes what stands after the last family.</summary>
    public void End()
    {
        if (_open)
        {
            Line("# EOF");
        }
    }

    private void Write(string name, Distribution distribution)
    {
        // Read once, so that the buckets and the count agree whatever is recorded meanwhile.
        var (counts, seen, comma) = (distribution.Counts(), 0L, distribution.Labels.Length == 0 ? string.Empty : ",");
        for (var i = 0; i < counts.Length; i++)
        {
            seen += counts[i];
            var bound = i < distribution.Bounds.Length ? Numbers.TextOfBound(distribution.Bounds[i], _open) : "+Inf";
            Sample($"{name}_bucket", $"{distribution.Labels}{comma}le=\"{bound}\"", Numbers.TextOf(seen, 0));
        }

        Sample($"{name}_sum", distribution.Labels, Numbers.TextOf(distribution.Sum()));
        Sample($"{name}_count", distribution.Labels, Numbers.TextOf(seen, 0));
    }

    private void Sample(string name, string labels, string value) =>
        Line(labels.Length == 0 ? $"{name} {value}" : $"{name}{{{labels}}} {value}");

    private void Line(string text)
    {
        Encoding.UTF8.GetBytes(text, output);
        Encoding.UTF8.GetBytes("\n", output);
    }

    private string Escaped(string help)
    {
        var text = help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return _open ? text.Replace("\"", "\\\"", StringComparison.Ordinal) : text;
    }

    private static string WordOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };
}
