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
        (OpenedAccount account, not AccountOpened) => Evolve(account, @event),
        _ => throw CannotFollow(state, @event),
    };

    private static OpenedAccount Evolve(OpenedAccount account, AccountEvent @event) => @event switch
    {
        FundsDeposited e => Decided(account, e.Submitted, e.TransactionId) with { Balance = account.Balance + e.Amount },
        FundsWithdrawn e => Decided(account, e.Submitted, e.TransactionId) with { Balance = account.Balance - e.Amount },
        TransactionSubmitted e =>
            account with { Pending = account.Pending.Add(new(e.TransactionId, e.Type, e.Amount, e.EffectiveAt, e.Conversion)) },
        SubmissionDeclined e => Decided(account, submitted: true, e.TransactionId),
        ReversalCredited e => account with { Balance = account.Balance + e.Amount },
        ReversalDebited e => account with { Balance = account.Balance - e.Amount },
        HoldPlaced e => account with { Holds = account.Holds.Add(new(e.HoldId, e.Amount, e.ExpiresAt)), Held = account.Held + e.Amount },
        HoldCaptured e => LetGo(account, e.HoldId) with { Balance = account.Balance - e.Amount },
        HoldReleased e => LetGo(account, e.HoldId),
        HoldExpired e => LetGo(account, e.HoldId),
        TransferSent e => account with
        {
            Balance = account.Balance - e.Amount,
            Transfers = account.Transfers.Add(new(e.TransactionId, e.ToAccountId, e.Amount, e.Conversion, e.ReversalOf)),
        },
        TransferReceived e => account with { Balance = account.Balance + e.Amount },
        TransferSettled e => Landed(account, e.TransferId),
        TransferReturned e => Landed(account, e.TransferId) with { Balance = account.Balance + e.Amount },
        AccountFrozen => account with { Standing = Standing.Frozen },
        AccountUnfrozen => account with { Standing = Standing.Open },
        AccountClosed => account with { Standing = Standing.Closed },
        WithdrawalDeclined or ReversalDeclined or HoldDeclined or TransferDeclined or TransferRefused or TransactionConverted or MatchEvent or BooksClosed => account,
        _ => throw CannotFollow(account, @event),
    };

    private static OpenedAccount Decided(OpenedAccount account, bool? submitted, Guid id) => submitted is true
        ? account with { Pending = Without(account.Pending, pending => pending.Id == id) }
        : account;

    private static OpenedAccount LetGo(OpenedAccount account, Guid id)
    {
        var hold = account.Holds.Find(hold => hold.Id == id) ?? throw NothingOpen();
        return account with { Holds = account.Holds.Remove(hold), Held = account.Held - hold.Amount };
    }

    private static OpenedAccount Landed(OpenedAccount account, Guid id) =>
        account with { Transfers = Without(account.Transfers, transfer => transfer.Id == id) };

    private static OpenItems<T> Without<T>(OpenItems<T> items, Func<T, bool> matches)
        where T : class =>
        items.Remove(items.Find(matches) ?? throw NothingOpen());

    private static InvalidOperationException NothingOpen() => new("An event ends what is not open.");

    private static InvalidOperationException CannotFollow(AccountState state, AccountEvent @event) =>
        new($"{@event.GetType().Name} cannot follow on {state.GetType().Name}.");
}
