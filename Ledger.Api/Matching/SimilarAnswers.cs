using Ledger.Projections.Transactions;

namespace Ledger.Api.Matching;

/// <summary>Transactions that are like a text or another transaction, best first.</summary>
/// <param name="TotalMatches">How many reach the score that was asked for, among those that were compared; 10,000 are counted.</param>
/// <param name="TokensUsed">How many terms of the text were compared: groups of three letters, and beginnings and ends of words.</param>
internal sealed record SimilarTransactionsAnswer(IReadOnlyList<SimilarTransactionAnswer> Transactions, int TotalMatches, int TokensUsed)
{
    public static SimilarTransactionsAnswer Of(SimilarTransactions similar) => new(
        [.. similar.Rows.Select(row => new SimilarTransactionAnswer(row.Id, row.AccountId, row.Description, Math.Round(row.Score, 4)))],
        similar.Total,
        similar.Tokens);
}

/// <param name="Score">From 0 to 1: 1 where the description or the reference is what was asked for, letter by letter.</param>
internal sealed record SimilarTransactionAnswer(string Id, string AccountId, string? Description, double Score);
