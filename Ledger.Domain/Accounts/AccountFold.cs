using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>How an account's state follows from its events.</summary>
internal static class AccountFold
{
    /// <exception cref="InvalidOperationException">The event cannot follow on the state: the history is corrupt.</exception>
    public static AccountState Evolve(AccountState state, AccountEvent @event) => (state, @event) switch
    {
        (UnopenedAccount, AccountOpened e) =>
            new OpenedAccount(e.AccountId, e.Currency, e.OwnerId, e.OverdraftLimit, Money.Zero(e.Currency)),
        (OpenedAccount account, FundsDeposited e) => account with { Balance = account.Balance + e.Amount },
        (OpenedAccount account, FundsWithdrawn e) => account with { Balance = account.Balance - e.Amount },
        (OpenedAccount, WithdrawalDeclined or BooksClosed) => state,
        _ => throw new InvalidOperationException($"{@event.GetType().Name} cannot follow on {state.GetType().Name}."),
    };
}
