using Ledger.Api.Accounts;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Streams;
using Ledger.Projections.Accounts;

namespace Ledger.Api.Transfers;

/// <summary>
/// Looks at where a transfer is to go before anything is debited, so that what can be known to fail leaves no trace. The read model is
/// asked first; it is believed where it says yes, since the target itself decides later, and never where it says no.
/// </summary>
internal sealed class TransferTargets(AccountQueries accounts, StreamLoader<AccountCommand, AccountState, AccountEvent> history)
{
    /// <summary>What stands against a transfer to an account; <see langword="null"/> where nothing is known to.</summary>
    public async Task<Rejection?> FindRefusalAsync(string accountId, Currency currency)
    {
        var row = await accounts.FindAsync(accountId, CancellationToken.None);
        if (row is not null && row.Currency == currency.Code && row.Status != StatusWords.Of(Standing.Closed))
        {
            return null;
        }

        var head = await history.LoadAsync(AccountOrders.StreamOf(accountId), long.MaxValue, seen: null, CancellationToken.None);
        Rejection? reason = head.State is not OpenedAccount account ? new AccountNotFound()
            : account.Standing == Standing.Closed ? new AccountIsClosed()
            : !ReferenceEquals(account.Currency, currency) ? new CurrencyMismatch(account.Currency, currency)
            : null;
        return reason is null ? null : new TargetRefuses(accountId, reason);
    }
}
