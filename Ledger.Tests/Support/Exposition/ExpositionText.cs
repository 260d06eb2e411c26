using System.Text.RegularExpressions;

namespace Ledger.Tests.Support.Exposition;

/// <summary>All of an answer in Prometheus' text format or in OpenMetrics, read with no mercy.</summary>
internal sealed partial class ExpositionText
{
    private readonly bool _open;
    private readonly HashSet<string> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sample> _samples = new(StringComparer.Ordinal);
    private string? _family;
    private string? _type;
    private bool _ended;

    private ExpositionText(bool open) => _open = open;

    public IReadOnlyCollection<Sample> Samples => _samples.Values;

    /// <summary>The types of families by their names.</summary>
    public Dictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Helps { get; } = new(StringComparer.Ordinal);

    /// <summary>The value of the one line that has this name and at least these labels.</summary>
    public double this[string name, params (string Name, string Value)[] labels] => With(name, labels).Single().Value;

    public IEnumerable<Sample> With(string name, params (string Name, string Value)[] labels) => Samples.Where(sample =>
        sample.Name == name && labels.All(label => sample.Labels.TryGetValue(label.Name, out var value) && value == label.Value));

    /// <exception cref="FormatException">Something in it is not as the format wants it.</exception>
    public static ExpositionText Parse(string text, bool open = false)
    {
        var result = new ExpositionText(open);
        Ensure(text.EndsWith('\n') && !text.Contains('\r', StringComparison.Ordinal), "Lines end with a line feed.");
        foreach (var line in text[..^1].Split('\n'))
        {
            Ensure(!result._ended, "Nothing follows the end.");
            result.Read(line);
        }

        Ensure(result._ended == open, "OpenMetrics has an end, and the text format has none.");
        Histograms.Check(result);
        return result;
    }

    private void Read(string line)
    {
        if (_open && line == "# EOF")
        {
            _ended = true;
        }
        else if (Comment().Match(line) is { Success: true } comment)
        {
            Begin(comment.Groups["kind"].Value, comment.Groups["name"].Value, comment.Groups["text"].Value);
        }
        else
        {
            var sample = Sample.Parse(line);
            Ensure(_type is not null && AllowedNames().Contains(sample.Name), $"It stands below {_type} {_family}: {line}");
            Ensure(_samples.TryAdd(sample.Key, sample), $"It is there twice: {line}");
            Ensure(_type != "counter" || sample.Value >= 0, $"A counter is never below zero: {line}");
        }
    }

    private void Begin(string kind, string name, string text)
    {
        if (kind == "HELP")
        {
            Ensure(_families.Add(name), $"{name} begins twice.");
            Ensure(text.Length > 0, $"{name} has an empty text.");
            Helps[name] = text;
            (_family, _type) = (name, null);
            return;
        }

        Ensure(_family == name || _families.Add(name), $"{name} begins twice.");
        Ensure(_type is null || _family != name, $"{name} has two types.");
        Ensure(text is "counter" or "gauge" or "histogram", $"{name} is of no type that is used here.");
        Ensure(_open || text != "counter" || name.EndsWith("_total", StringComparison.Ordinal), $"{name} is a counter.");
        Ensure(!_open || text != "counter" || !name.EndsWith("_total", StringComparison.Ordinal), $"{name} is a counter's family.");
        (_family, _type) = (name, text);
        Types[name] = text;
    }

    private string[] AllowedNames() => _type switch
    {
        "histogram" => [$"{_family}_bucket", $"{_family}_sum", $"{_family}_count"],
        "counter" when _open => [$"{_family}_total"],
        _ => [_family!],
    };

    private static void Ensure(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new FormatException(otherwise);
        }
    }

    [GeneratedRegex("""\A# (?<kind>HELP|TYPE) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>.*)\z""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comment();
}
