using System.Text;
using System.Text.RegularExpressions;

namespace Ledger.Tests.Deployment;

/// <summary>The rules of a .dockerignore: the last one that fits a path, or a directory above it, decides.</summary>
internal sealed class DockerIgnore
{
    private readonly List<(Regex Pattern, bool Ignores)> _rules = [];

    public static DockerIgnore Parse(string text)
    {
        var file = new DockerIgnore();
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            file._rules.Add((PatternOf(line.TrimStart('!').Trim('/')), line[0] != '!'));
        }

        return file;
    }

    /// <summary>Whether the build gets to see a file.</summary>
    public bool LetsThrough(string path) => !_rules.LastOrDefault(rule => rule.Pattern.IsMatch(path), (null!, false)).Ignores;

    private static Regex PatternOf(string rule)
    {
        var pattern = new StringBuilder("^");
        for (var at = 0; at < rule.Length; at++)
        {
            if (rule[at..].StartsWith("**/", StringComparison.Ordinal))
            {
                pattern.Append("(.*/)?");
                at += 2;
            }
            else
            {
                pattern.Append(rule[at] == '*' ? "[^/]*" : Regex.Escape(rule[at].ToString()));
            }
        }

        return new(pattern.Append("(/.*)?$").ToString(), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }
}
