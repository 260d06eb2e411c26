using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Accounts;

/// <summary>What an event says of an account as a whole; <see langword="null"/> for what it does not touch.</summary>
internal readonly record struct AccountFigures(Money? Balance = null, Money? Held = null, string? Status = null)
{
    public static AccountFigures Of(AccountEvent happened) => happened switch
    {
        AccountOpened e => new(Money.Zero(e.Currency), Money.Zero(e.Currency), StatusWords.Of(Standing.Open)),
        FundsDeposited e => new(e.BalanceAfter),
        FundsWithdrawn e => new(e.BalanceAfter),
        ReversalCredited e => new(e.BalanceAfter),
        ReversalDebited e => new(e.BalanceAfter),
        TransferSent e => new(e.BalanceAfter),
        TransferReceived e => new(e.BalanceAfter),
        TransferReturned e => new(e.BalanceAfter),
        HoldPlaced e => new(Held: e.HeldAfter),
        HoldCaptured e => new(e.BalanceAfter, e.HeldAfter),
        HoldReleased e => new(Held: e.HeldAfter),
        HoldExpired e => new(Held: e.HeldAfter),
        AccountFrozen => new(Status: StatusWords.Of(Standing.Frozen)),
        AccountUnfrozen => new(Status: StatusWords.Of(Standing.Open)),
        AccountClosed => new(Status: StatusWords.Of(Standing.Closed)),
        TransactionSubmitted or TransferSettled or TransactionConverted or MatchEvent or BooksClosed => default,
        _ when Account.IsRefusal(happened) => default,
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is no event of an account that is known here."),
    };
}

/// <summary>How an account stands, in the words of the API.</summary>
public static class StatusWords
{
    public static string Of(Standing standing) => standing switch
    {
        Standing.Open => "open",
        Standing.Frozen => "frozen",
        Standing.Closed => "closed",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };
}
