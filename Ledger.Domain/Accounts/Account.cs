using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>The aggregate: stream name, fold, decisions, closing of the books.</summary>
public static class Account
{
    /// <summary>The streams of accounts are <c>account-{id}</c>.</summary>
    public const string StreamPrefix = "account-";

    private const int ClosingSize = 1024;
    // The longest of them, a pending transaction with its conversion and a long source.
    private const int OpenItemSize = 400;

    public static Decider<AccountCommand, AccountState, AccountEvent> Decider { get; } =
        new(UnopenedAccount.Instance, AccountFold.Evolve, AccountDecisions.Decide)
        {
            Closing = new(Close, CarriedForward, MaxClosingSize),
            Due = DueDecisions.Next,
            IsRefusal = IsRefusal,
        };

    public static string StreamOf(string accountId) => StreamPrefix + accountId;

    /// <summary>Whether an event moves nothing, since it records that something was refused.</summary>
    public static bool IsRefusal(AccountEvent @event) =>
        @event is WithdrawalDeclined or SubmissionDeclined or ReversalDeclined or HoldDeclined or TransferDeclined or TransferRefused;

    private static BooksClosed? Close(AccountState state) =>
        state is OpenedAccount a
            ? new BooksClosed(
                AccountState.Version,
                a.AccountId,
                a.Currency,
                a.OwnerId,
                a.OverdraftLimit,
                a.Balance,
                a.Standing == Standing.Open ? null : a.Standing,
                OrNull(a.Holds),
                OrNull(a.Transfers),
                OrNull(a.Pending))
            : null;

    private static OpenedAccount? CarriedForward(AccountEvent @event) =>
        @event is BooksClosed { StateVersion: >= AccountState.OldestVersion and <= AccountState.Version } c
            ? new OpenedAccount(c.AccountId, c.Currency, c.OwnerId, c.OverdraftLimit, c.Balance)
            {
                Standing = c.Standing ?? Standing.Open,
                Held = (c.Holds ?? OpenItems<OpenHold>.None).Aggregate(Money.Zero(c.Currency), (held, hold) => held + hold.Amount),
                Holds = c.Holds ?? OpenItems<OpenHold>.None,
                Transfers = c.Transfers ?? OpenItems<TransferInFlight>.None,
                Pending = c.Pending ?? OpenItems<PendingTransaction>.None,
            }
            : null;

    private static int MaxClosingSize(AccountState state) => ClosingSize + (state is OpenedAccount a ? a.OpenCount * OpenItemSize : 0);

    private static OpenItems<T>? OrNull<T>(OpenItems<T> items)
        where T : class =>
        items.Count == 0 ? null : items;
}
