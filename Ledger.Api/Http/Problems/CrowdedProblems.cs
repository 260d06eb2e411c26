namespace Ledger.Api.Http.Problems;

/// <summary>What is said where too many want the same stream.</summary>
internal static class CrowdedProblems
{
    /// <param name="owner">Whose stream it is: "account 'a'".</param>
    public static Problem Contended(string owner) => new(
        ProblemKind.ConcurrencyConflict, $"Other writers to {owner} were faster, again and again. Nothing was written; try again.");

    /// <param name="owner">Whose stream it is: "account 'a'".</param>
    public static Problem Overloaded(string owner) => new(
        ProblemKind.Overloaded, $"Too many commands wait for {owner}. Nothing was or will be written.")
    {
        RetryAfter = 1,
    };
}
