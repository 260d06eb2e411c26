using System.Text;

namespace Ledger.Api.Metrics.Aggregation;

/// <summary>
/// The name of an instrument as Prometheus has it: its own in snake case, its unit in full, <c>total</c> after a counter. As the
/// OpenTelemetry specification translates them: https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
/// </summary>
/// <param name="Family">Without <c>total</c>, as OpenMetrics calls the whole of it.</param>
/// <param name="Sample">As its lines are called.</param>
internal sealed record MetricName(string Family, string Sample)
{
    private const string Total = "_total";

    public static MetricName Of(string instrument, string? unit, MetricKind kind)
    {
        var name = Clean(instrument, colonAllowed: true);
        if (kind == MetricKind.Counter && name.EndsWith(Total, StringComparison.Ordinal))
        {
            name = name[..^Total.Length];
        }

        var suffix = SuffixOf(unit, kind);
        if (suffix.Length > 0 && !name.EndsWith($"_{suffix}", StringComparison.Ordinal))
        {
            name = $"{name}_{suffix}";
        }

        return new(name, kind == MetricKind.Counter ? name + Total : name);
    }

    /// <summary>The name of a label. <c>le</c> names the buckets of histograms, and is left to them.</summary>
    public static string LabelOf(string tag) => Clean(tag, colonAllowed: false) is var name && name == "le" ? "le_" : name;

    private static string Clean(string text, bool colonAllowed)
    {
        var name = new StringBuilder(text.Length + 1);
        foreach (var character in text)
        {
            var clean = char.IsAsciiLetterOrDigit(character) || (character == ':' && colonAllowed) ? character : '_';
            if (clean != '_' || name.Length == 0 || name[^1] != '_')
            {
                name.Append(clean);
            }
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"_{name}" : name.ToString();
    }

    private static string SuffixOf(string? unit, MetricKind kind)
    {
        if (string.IsNullOrEmpty(unit))
        {
            return string.Empty;
        }

        return unit.Split('/') is [var of, var per] ? $"{Word(of)}_per_{Word(per).TrimEnd('s')}".TrimStart('_')
            : unit == "1" && kind == MetricKind.Gauge ? "ratio" : Word(unit);
    }

    private static string Word(string unit) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "GiBy" => "gibibytes",
        "%" => "percent",
        "1" => string.Empty,
        // In braces stands what is counted, which is no unit.
        _ when unit.StartsWith('{') => string.Empty,
        _ => Clean(unit, colonAllowed: false).Trim('_'),
    };
}
