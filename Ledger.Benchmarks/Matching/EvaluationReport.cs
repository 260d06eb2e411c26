namespace Ledger.Benchmarks.Matching;

/// <summary>Accuracy by kind and together, a column for each way of matching.</summary>
internal static class EvaluationReport
{
    private const int Width = 30;

    public static void Print(IReadOnlyList<Tally> tallies)
    {
        for (var i = 0; i < tallies.Count; i++)
        {
            Console.WriteLine($"({i + 1}) {tallies[i].Name}");
        }

        Line("", [.. tallies.Select((_, i) => $"({i + 1})")]);
        foreach (var (kind, (_, all)) in tallies[0].Kinds.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line($"{kind} ({all})", [.. tallies.Select(tally => Share(tally.Kinds[kind]))]);
        }

        Line($"named, answered right ({tallies[0].Named.All})", [.. tallies.Select(tally => Share(tally.Named))]);
        Line("named, ranked first", [.. tallies.Select(tally => Share(tally.Ranked))]);
        Line($"not named, none ({tallies[0].Unnamed.All})", [.. tallies.Select(tally => Share(tally.Unnamed))]);
        Line("wrong decisions for one", [.. tallies.Select(tally => Share(tally.Decisions))]);
    }

    private static string Share((int Part, int All) of) => of.All == 0 ? "-" : $"{100.0 * of.Part / of.All:F1} %";

    private static void Line(string first, string[] cells) =>
        Console.WriteLine(first.PadRight(Width + 5) + string.Concat(cells.Select(cell => cell.PadLeft(9))));
}
