using System.Globalization;
using System.Text;

namespace Ledger.Api.Metrics.Aggregation;

/// <summary>Tags as they are exposed: <c>name="value"</c> with commas between, in the order of the names.</summary>
internal static class LabelText
{
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            var (name, text) = (MetricName.LabelOf(key), TextOf(value));
            // Two tags whose names differ only in what a label's name cannot hold: neither value is lost.
            labels[name] = labels.TryGetValue(name, out var other) ? $"{other};{text}" : text;
        }

        var result = new StringBuilder();
        foreach (var (name, text) in labels)
        {
            result.Append(result.Length == 0 ? string.Empty : ",").Append(name).Append("=\"");
            AppendEscaped(result, text);
            result.Append('"');
        }

        return result.ToString();
    }

    private static void AppendEscaped(StringBuilder result, string text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => result.Append(@"\\"),
                '"' => result.Append("\\\""),
                '\n' => result.Append(@"\n"),
                _ => result.Append(character),
            };
        }
    }

    private static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        true => "true",
        false => "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
