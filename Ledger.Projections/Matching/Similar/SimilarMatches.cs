using System.Runtime.InteropServices;

namespace Ledger.Projections.Matching.Similar;

/// <summary>What is known of a transaction to find it by.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DescribedTransaction(Guid Id, string? Description, string? Reference);

/// <param name="Score">From 0 to 1; 1 where the description, the reference or both are what was asked for, letter by letter.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SimilarTransaction(Guid Id, double Score);

/// <param name="Transactions">Best first, of equal ones the newest first.</param>
/// <param name="Total">How many reach the score that was asked for, of those that were compared.</param>
/// <param name="Tokens">How many different pieces of the text that was asked about were compared.</param>
public sealed record SimilarMatches(IReadOnlyList<SimilarTransaction> Transactions, int Total, int Tokens);
