using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>Money is set aside where it is there, each hold ends once, and no more is taken than was set aside.</summary>
internal static class HoldRules
{
    public static void Take(AccountBook book, AccountEvent happened, long recordedAt)
    {
        switch (happened)
        {
            case HoldPlaced e:
                Place(book, e);
                break;
            case HoldCaptured e:
                var captured = End(book, e.HoldId, e.HeldAfter);
                book.Require(
                    captured is null || e.Amount.MinorUnits <= captured.Amount.MinorUnits,
                    FindingKinds.HoldWrong,
                    $"{e.Amount} was captured, and {captured?.Amount} was held.");
                // With the hold let go the money must be there.
                book.Debit(e.Amount, e.BalanceAfter);
                break;
            case HoldReleased e:
                End(book, e.HoldId, e.HeldAfter);
                break;
            case HoldExpired e:
                var expired = End(book, e.HoldId, e.HeldAfter);
                book.Require(
                    expired is null || (expired.ExpiresAt is { } at && ExpectedRows.Micros(at) <= recordedAt),
                    FindingKinds.HoldWrong,
                    "It expires before its time.");
                break;
        }
    }

    private static void Place(AccountBook book, HoldPlaced e)
    {
        book.CheckAmount(e.Amount);
        book.CheckOpen(isDebit: true);
        if (book.Balance.IsKnown)
        {
            book.CheckFunds(e.Amount, book.Balance.Value);
        }

        book.Require(book.Open.Holds.All(hold => hold.Id != e.HoldId), FindingKinds.HoldWrong, "The hold is placed again.");
        book.StateHeld(e.HeldAfter, e.Amount.MinorUnits);
        book.Open.Add(new OpenHold(e.HoldId, e.Amount, e.ExpiresAt));
    }

    /// <returns>The hold; <see langword="null"/> where it is not known.</returns>
    private static OpenHold? End(AccountBook book, Guid id, Money heldAfter)
    {
        var hold = book.Open.TakeHold(id);
        book.Require(hold is not null || !book.Open.IsComplete, FindingKinds.HoldWrong, $"It ends hold {id}, which is not open.");
        book.StateHeld(heldAfter, -(Int128?)hold?.Amount.MinorUnits);
        return hold;
    }
}
