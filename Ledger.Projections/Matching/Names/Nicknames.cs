using System.Collections.Frozen;

namespace Ledger.Projections.Matching.Names;

/// <summary>
/// Which given names people use for one another. A line of the table is one name with its short and other forms; a form can stand in
/// several lines, and is then each of these names, which are not each other.
/// </summary>
internal static class Nicknames
{
    private static readonly FrozenDictionary<string, string[]> Others = Read();

    /// <summary>Known as a given name.</summary>
    public static bool IsKnown(string name) => Others.ContainsKey(name);

    /// <returns>Other forms of the name, none if it is not in the table.</returns>
    public static string[] Of(string name) => Others.GetValueOrDefault(name, []);

    private static FrozenDictionary<string, string[]> Read()
    {
        using var stream = typeof(Nicknames).Assembly.GetManifestResourceStream("Ledger.Projections.Matching.Names.nicknames.txt")
            ?? throw new InvalidOperationException("The table of nicknames is not in the assembly.");
        using var reader = new StreamReader(stream);
        var others = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var names = line.StartsWith('#') ? [] : line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
            foreach (var name in names)
            {
                if (!others.TryGetValue(name, out var known))
                {
                    others[name] = known = new HashSet<string>(StringComparer.Ordinal);
                }

                known.UnionWith(names.Where(other => other != name));
            }
        }

        return others.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }
}
