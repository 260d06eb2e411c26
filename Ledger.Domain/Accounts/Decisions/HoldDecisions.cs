using Ledger.Domain.Kernel;
using static Ledger.Domain.Accounts.Answers;

namespace Ledger.Domain.Accounts;

/// <summary>Money set aside, then taken or let go. A hold that has expired is gone before any of these is decided.</summary>
internal static class HoldDecisions
{
    public static Decision<AccountEvent> Place(PlaceHold c, OpenedAccount account) =>
        (c.Against ?? AgainstMoving(c.Amount, account, isDebit: true) ?? AgainstOpening(account)) is { } against ? Reject(against)
        : c.Amount > account.Available ? Accept(new HoldDeclined(c.HoldId, c.Amount, account.Balance, account.Available, Plain(c.Details)))
        : Accept(new HoldPlaced(c.HoldId, c.Amount, account.Held + c.Amount, c.ExpiresAt, Plain(c.Details)));

    public static Decision<AccountEvent> Capture(CaptureHold c, OpenedAccount account)
    {
        if (account.Holds.Find(hold => hold.Id == c.HoldId) is not { } hold)
        {
            return Reject(new HoldNotOpen(c.HoldId));
        }

        if (AgainstMoving(c.Amount, account, isDebit: true, c.Unconvertible) is { } against)
        {
            return Reject(against);
        }

        // What is held was available when it was set aside, so neither funds nor limits are asked again.
        return c.Amount > hold.Amount
            ? Reject(new CaptureExceedsHold(hold.Amount))
            : Accept(new HoldCaptured(
                c.TransactionId, c.HoldId, c.Amount, account.Balance - c.Amount, account.Held - hold.Amount, null, Plain(new TransactionDetails()))
            {
                Conversion = c.Conversion,
            });
    }

    public static Decision<AccountEvent> Release(ReleaseHold c, OpenedAccount account) =>
        account.Holds.Find(hold => hold.Id == c.HoldId) is { } hold
            ? Accept(new HoldReleased(c.HoldId, account.Held - hold.Amount))
            : Reject(new HoldNotOpen(c.HoldId));
}
