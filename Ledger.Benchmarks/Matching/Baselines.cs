using System.Globalization;
using System.Text;

namespace Ledger.Benchmarks.Matching;

/// <summary>The plain measures of likeness that others match names with, each from 0 to 1.</summary>
internal static class Baselines
{
    private static readonly string[] Around = ["from", "for", "ref", "transfer", "cc", "payment", "received", "sepa", "credit", "invoice"];

    public static IReadOnlyList<(string Name, double Threshold, Func<string, string, double> Likeness)> All { get; } =
    [
        ("Levenshtein, whole", 0.35, (description, name) => Levenshtein(Plain(description), Plain(name))),
        ("Levenshtein, name extracted", 0.75, (description, name) => Levenshtein(Extract(description), Plain(name))),
        ("Token set, whole", 0.8, (description, name) => TokenSet(Plain(description), Plain(name))),
        ("Jaro-Winkler, whole", 0.7, (description, name) => JaroWinkler(Plain(description), Plain(name))),
        ("Jaro-Winkler, name extracted", 0.88, (description, name) => JaroWinkler(Extract(description), Plain(name))),
    ];

    private static string Plain(string text) => string.Join(' ', new string([.. text.ToLowerInvariant()
        .Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
        .Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What stands between "from" and "for", else all but the usual words and what has digits.</summary>
    private static string Extract(string description)
    {
        var words = Plain(description).Split(' ');
        var (from, to) = (Array.IndexOf(words, "from"), Array.FindIndex(words, word => word is "for" or "ref"));
        return from >= 0 && to > from ? string.Join(' ', words[(from + 1)..to])
            : string.Join(' ', words.Where(word => !Around.Contains(word) && !word.Any(char.IsDigit)));
    }

    private static double Levenshtein(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
            }
        }

        return one.Length + other.Length == 0 || other.Length == 0 ? 0 : 1 - ((double)row[^1] / Math.Max(one.Length, other.Length));
    }

    private static double TokenSet(string description, string name)
    {
        var (words, parts) = (description.Split(' ').ToHashSet(), name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return parts.Length == 0 ? 0 : (double)parts.Count(words.Contains) / parts.Length;
    }

    private static double JaroWinkler(string one, string other)
    {
        var (jaro, prefix) = (Jaro(one, other), 0);
        while (prefix < 4 && prefix < Math.Min(one.Length, other.Length) && one[prefix] == other[prefix])
        {
            prefix++;
        }

        return jaro + (prefix * 0.1 * (1 - jaro));
    }

    private static double Jaro(string one, string other)
    {
        var window = Math.Max(Math.Max(one.Length, other.Length) / 2 - 1, 0);
        var (first, second, taken) = (new StringBuilder(), new StringBuilder(), new bool[other.Length]);
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = Math.Max(0, i - window); j < Math.Min(other.Length, i + window + 1); j++)
            {
                if (!taken[j] && one[i] == other[j])
                {
                    taken[j] = true;
                    first.Append(one[i]);
                    break;
                }
            }
        }

        second.Append([.. other.Where((_, j) => taken[j])]);
        double common = first.Length;
        var moved = Enumerable.Range(0, first.Length).Count(i => first[i] != second[i]) / 2.0;
        return common == 0 ? 0 : ((common / one.Length) + (common / other.Length) + ((common - moved) / common)) / 3;
    }
}
