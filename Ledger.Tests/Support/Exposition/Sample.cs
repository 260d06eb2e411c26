using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Tests.Support.Exposition;

/// <summary>One line of values.</summary>
/// <param name="Text">The value as it stands there.</param>
internal sealed partial record Sample(string Name, IReadOnlyDictionary<string, string> Labels, string Text)
{
    public double Value => Text switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(Text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture),
    };

    /// <summary>Everything that tells it from other lines.</summary>
    public string Key => $"{Name}{{{KeyOf(Labels)}}}";

    /// <summary>The labels but those of these names, as a key.</summary>
    public string LabelsWithout(params string[] names) => KeyOf(Labels.Where(label => !names.Contains(label.Key)));

    /// <exception cref="FormatException">It is not as the format wants it.</exception>
    public static Sample Parse(string line)
    {
        if (Line().Match(line) is not { Success: true } match)
        {
            throw new FormatException($"This is no line of values: {line}");
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var rest = match.Groups["labels"].Value; rest.Length > 0;)
        {
            if (Label().Match(rest) is not { Success: true } label || !labels.TryAdd(label.Groups["name"].Value, Unescaped(label.Groups["value"].Value)))
            {
                throw new FormatException($"These are no labels, or one is there twice: {line}");
            }

            rest = rest[label.Length..];
        }

        var sample = new Sample(match.Groups["name"].Value, labels, match.Groups["value"].Value);
        _ = sample.Value;
        return sample;
    }

    private static string KeyOf(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    private static string Unescaped(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            text.Append(value[i] != '\\' ? value[i] : value[++i] switch
            {
                'n' => '\n',
                '\\' => '\\',
                '"' => '"',
                _ => throw new FormatException($"Nothing is escaped like this: {value}"),
            });
        }

        return text.ToString();
    }

    [GeneratedRegex("""\A(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.*)\})? (?<value>\S+)\z""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line();

    [GeneratedRegex("""\A(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)"(,|\z)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Label();
}
