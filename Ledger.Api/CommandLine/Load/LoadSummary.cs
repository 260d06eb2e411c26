using System.Globalization;

namespace Ledger.Api.CommandLine.Load;

/// <summary>The end of a run in a few lines.</summary>
internal static class LoadSummary
{
    public static void Write(LoadTally tally, TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"opened {tally.Opened}, posted {tally.Posted}, already there {tally.AlreadyThere}, refused {tally.Refused}, not taken {tally.NotTaken}"));
        foreach (((LineResult result, string code), int count) in tally.Problems)
        {
            string kind = result switch
            {
                LineResult.Refused => "refused, and recorded as such",
                LineResult.AlreadyThere => "already refused before",
                _ => "not taken",
            };
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {code}: {count} {kind}"));
        }

        foreach (string line in tally.FirstNotTaken)
        {
            output.WriteLine($"  {line}");
        }
    }
}
