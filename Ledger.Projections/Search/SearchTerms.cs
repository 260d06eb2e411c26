using Ledger.Domain.Accounts;

namespace Ledger.Projections.Search;

/// <summary>What the index of words holds of a transaction.</summary>
internal static class SearchTerms
{
    /// <summary>
    /// The account beside the words, so that the index itself finds the few transactions of an account among the many that have a word.
    /// No word begins with this sign.
    /// </summary>
    public static string OfAccount(string accountId) => $"@{accountId}";

    /// <returns>The terms with blanks between them; <see langword="null"/> where there is no word.</returns>
    public static string? Of(string accountId, TransactionDetails said) => Words.Of(said.Description, said.Reference) is { Count: > 0 } words
        ? $"{OfAccount(accountId)} {string.Join(' ', words)}"
        : null;
}
