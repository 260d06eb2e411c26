using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>The aggregate: stream name, fold, decisions, closing of the books.</summary>
public static class Account
{
    /// <summary>The streams of accounts are <c>account-{id}</c>.</summary>
    public const string StreamPrefix = "account-";

    public static Decider<AccountCommand, AccountState, AccountEvent> Decider { get; } =
        new(UnopenedAccount.Instance, AccountFold.Evolve, AccountDecisions.Decide)
        {
            Closing = new(Close, CarriedForward),
        };

    public static string StreamOf(string accountId) => StreamPrefix + accountId;

    private static BooksClosed? Close(AccountState state) =>
        state is OpenedAccount a
            ? new BooksClosed(AccountState.Version, a.AccountId, a.Currency, a.OwnerId, a.OverdraftLimit, a.Balance)
            : null;

    private static OpenedAccount? CarriedForward(AccountEvent @event) =>
        @event is BooksClosed { StateVersion: AccountState.Version } c
            ? new OpenedAccount(c.AccountId, c.Currency, c.OwnerId, c.OverdraftLimit, c.Balance)
            : null;
}
