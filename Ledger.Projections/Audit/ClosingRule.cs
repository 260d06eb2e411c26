using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>What a closing of the books has to carry forward beside the balance.</summary>
internal static class ClosingRule
{
    /// <summary>
    /// The first member that does not follow from the events before it; <see langword="null"/> where all do. What is not known of the
    /// account, since its opening was not seen, is passed over.
    /// </summary>
    public static string? DifferenceOf(BooksClosed e, AccountBook account) =>
        e.AccountId != account.Id ? "accountId"
        : account.Currency is { } currency && !ReferenceEquals(currency, e.Currency) ? "currency"
        : account.OverdraftLimit is not null && e.OwnerId != account.OwnerId ? "ownerId"
        : !ReferenceEquals(e.OverdraftLimit.Currency, e.Currency) ? "overdraftLimit"
        : account.OverdraftLimit is { } limit && e.OverdraftLimit.MinorUnits != limit ? "overdraftLimit"
        : e.StateVersion is < AccountState.OldestVersion or > AccountState.Version ? "stateVersion"
        // A closing of the first version has none of these members, and says by that that the account is open and has nothing open.
        : account.IsStandingKnown && (e.Standing ?? Standing.Open) != account.Standing ? "standing"
        : account.Open.DifferenceOf(e);
}
