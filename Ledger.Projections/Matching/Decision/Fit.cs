using Ledger.Projections.Matching.Alignment;

namespace Ledger.Projections.Matching.Decision;

/// <summary>How a word of a name is found.</summary>
/// <param name="Place">Where; without meaning if it is not found.</param>
/// <param name="IsInitial">Only the first letter of it, or of what stands there.</param>
internal readonly record struct WordFit(bool Found, Region Place, bool IsInitial)
{
    public static WordFit Missing => default;
}

/// <summary>How well a name fits a description.</summary>
/// <param name="Evidence">4 for a name as it should be; about 1 where it is as likely another's.</param>
internal sealed record Fit(double Evidence, WordFit[] Words);
