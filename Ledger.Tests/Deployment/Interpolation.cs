using System.Text;

namespace Ledger.Tests.Deployment;

/// <summary>What Compose makes of <c>${NAME:-default}</c>, nested ones included; any other form is refused.</summary>
internal static class Interpolation
{
    public static string Resolve(string text, IReadOnlyDictionary<string, string> environment)
    {
        var resolved = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$')
            {
                resolved.Append(text[at]);
                continue;
            }

            var end = EndOf(text, at);
            var inside = text[(at + 2)..end];
            var split = inside.IndexOf(":-", StringComparison.Ordinal);
            if (split <= 0)
            {
                throw new FormatException($"'{text}' has a variable without a default, so it does not start without settings.");
            }

            resolved.Append(environment.GetValueOrDefault(inside[..split]) is { Length: > 0 } value
                ? value
                : Resolve(inside[(split + 2)..], environment));
            at = end;
        }

        return resolved.ToString();
    }

    private static int EndOf(string text, int start)
    {
        if (start + 1 >= text.Length || text[start + 1] != '{')
        {
            throw new FormatException($"'{text}' has a '$' without braces.");
        }

        var depth = 0;
        for (var at = start + 1; at < text.Length; at++)
        {
            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        throw new FormatException($"'{text}' has a variable without an end.");
    }
}
