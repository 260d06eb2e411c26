using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>What a closing of the books has to carry forward beside the balance.</summary>
internal static class ClosingRule
{
    /// <summary>
    /// The first member that does not follow from the events before it; <see langword="null"/> where all do. What is not known of the
    /// account, since its opening was not seen, is passed over.
    /// </summary>
    public static string? DifferenceOf(BooksClosed e, AccountCheck account) =>
        e.AccountId != account.Id ? "accountId"
        : account.Currency is { } currency && !ReferenceEquals(currency, e.Currency) ? "currency"
        : account.OverdraftLimit is not null && e.OwnerId != account.OwnerId ? "ownerId"
        : !ReferenceEquals(e.OverdraftLimit.Currency, e.Currency) ? "overdraftLimit"
        : account.OverdraftLimit is { } limit && e.OverdraftLimit.MinorUnits != limit ? "overdraftLimit"
        : e.StateVersion is < 1 or > AccountState.Version ? "stateVersion"
        : null;
}
