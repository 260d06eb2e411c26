using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Tests.Model;

/// <summary>An account as its events add up.</summary>
internal sealed class BookedAccount(Money overdraft)
{
    private readonly Dictionary<Guid, (long Amount, DateTimeOffset? Until)> _holds = [];

    public string Currency { get; } = overdraft.Currency.Code;

    public long Overdraft { get; } = overdraft.MinorUnits;

    public long Balance { get; set; }

    public long Revision { get; set; }

    public long Held => _holds.Values.Sum(hold => hold.Amount);

    public HashSet<Guid> Pending { get; } = [];

    /// <summary>What is held at a time, whether or not it is recorded that a hold is over.</summary>
    public long HeldAt(DateTimeOffset now) => _holds.Values.Where(hold => !(hold.Until <= now)).Sum(hold => hold.Amount);

    public void Hold(AccountEvent happened)
    {
        switch (happened)
        {
            case HoldPlaced e:
                _holds.Add(e.HoldId, (e.Amount.MinorUnits, e.ExpiresAt));
                break;
            case HoldCaptured e:
                _holds.Remove(e.HoldId).Should().BeTrue();
                break;
            case HoldReleased e:
                _holds.Remove(e.HoldId).Should().BeTrue();
                break;
            case HoldExpired e:
                _holds.Remove(e.HoldId).Should().BeTrue();
                break;
        }
    }
}

internal static class BookedAmounts
{
    /// <summary>What an event adds to the balance and to what is in flight, and the balance that it says it led to; null where it moves nothing.</summary>
    public static (long Balance, long InFlight, long After)? Of(AccountEvent happened) => happened switch
    {
        FundsDeposited e => (e.Amount.MinorUnits, 0, e.BalanceAfter.MinorUnits),
        FundsWithdrawn e => (-e.Amount.MinorUnits, 0, e.BalanceAfter.MinorUnits),
        ReversalCredited e => (e.Amount.MinorUnits, 0, e.BalanceAfter.MinorUnits),
        ReversalDebited e => (-e.Amount.MinorUnits, 0, e.BalanceAfter.MinorUnits),
        HoldCaptured e => (-e.Amount.MinorUnits, 0, e.BalanceAfter.MinorUnits),
        TransferSent e => (-e.Amount.MinorUnits, e.Amount.MinorUnits, e.BalanceAfter.MinorUnits),
        TransferReceived e => (e.Amount.MinorUnits, -e.Amount.MinorUnits, e.BalanceAfter.MinorUnits),
        TransferReturned e => (e.Amount.MinorUnits, -e.Amount.MinorUnits, e.BalanceAfter.MinorUnits),
        _ => null,
    };
}
