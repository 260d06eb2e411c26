using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>
/// What the two accounts of a transfer say of each other, whichever of them is read first. A transfer that has come to its end and was
/// found right is forgotten, so memory is held for those that are under way alone. Any thread may add to it.
/// </summary>
internal sealed class TransferBook(FindingList findings)
{
    private const int Shelves = 64;

    private readonly Dictionary<Guid, TransferLegs>[] _shelves = [.. Enumerable.Range(0, Shelves).Select(_ => new Dictionary<Guid, TransferLegs>())];

    public void Take(AccountEvent happened, string accountId, long revision)
    {
        if (IdOf(happened) is not { } id)
        {
            return;
        }

        var shelf = _shelves[(id.GetHashCode() & int.MaxValue) % Shelves];
        var leg = new TransferLeg(happened, accountId, revision);
        lock (shelf)
        {
            if (!shelf.TryGetValue(id, out var legs))
            {
                shelf.Add(id, legs = new(id));
            }

            if (!legs.TryTake(leg))
            {
                Say(leg, $"Transfer {id} takes this step a second time.");
            }
            else if (legs.IsAtItsEnd)
            {
                legs.Check(Say);
                shelf.Remove(id);
            }
        }
    }

    /// <summary>Nothing follows: what is wrong with those that are not at their end is said.</summary>
    /// <returns>What is in flight, by currency and in minor units.</returns>
    public IReadOnlyDictionary<string, Int128> End()
    {
        var inFlight = new Dictionary<string, Int128>(StringComparer.Ordinal);
        foreach (var legs in _shelves.SelectMany(shelf => shelf.Values))
        {
            legs.Check(Say);
            if (legs.InFlight is { } amount)
            {
                inFlight[amount.Currency.Code] = inFlight.GetValueOrDefault(amount.Currency.Code) + amount.MinorUnits;
            }
        }

        return inFlight;
    }

    private static Guid? IdOf(AccountEvent happened) => happened switch
    {
        TransferSent e => e.TransactionId,
        TransferReceived e => e.TransferId,
        TransferRefused e => e.TransferId,
        TransferSettled e => e.TransferId,
        TransferReturned e => e.TransferId,
        _ => null,
    };

    private void Say(TransferLeg leg, string detail) =>
        findings.Add(FindingKinds.TransferWrong, Account.StreamOf(leg.AccountId), leg.Revision, detail);
}

/// <summary>A step of a transfer, and the account that recorded it.</summary>
internal sealed record TransferLeg(AccountEvent Happened, string AccountId, long Revision);
