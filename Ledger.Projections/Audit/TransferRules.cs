using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>The steps of a transfer in one account. What the two accounts say of each other, <see cref="TransferBook"/> compares.</summary>
internal static class TransferRules
{
    private const long BalanceLimit = 1L << 62;

    public static void Take(AccountBook book, AccountEvent happened)
    {
        switch (happened)
        {
            case TransferSent e:
                book.Debit(e.Amount, e.BalanceAfter);
                book.Require(book.Open.Transfers.All(transfer => transfer.Id != e.TransactionId), FindingKinds.TransferWrong, "The transfer is sent again.");
                book.Open.Add(new TransferInFlight(e.TransactionId, e.ToAccountId, e.Amount, e.Conversion, e.ReversalOf));
                break;
            case TransferReceived e:
                book.Credit(e.Amount, e.BalanceAfter);
                break;
            case TransferRefused e:
                Refuse(book, e);
                break;
            case TransferSettled e:
                End(book, e.TransferId);
                break;
            case TransferReturned e:
                var sent = End(book, e.TransferId);
                book.Require(
                    sent is null || sent == new TransferInFlight(e.TransferId, e.ToAccountId, e.Amount, e.Conversion, e.ReversalOf),
                    FindingKinds.TransferWrong,
                    "It gives back something else than was sent.");
                book.Credit(e.Amount, e.BalanceAfter);
                break;
        }
    }

    private static void Refuse(AccountBook book, TransferRefused e)
    {
        book.StateBalance(e.Balance, 0, FindingKinds.DeclineWrong);
        var isSo = e.Reason switch
        {
            "account-closed" => !book.IsStandingKnown || book.Standing == Standing.Closed,
            "balance-limit" => e.Balance.MinorUnits + (Int128)e.Amount.MinorUnits > BalanceLimit,
            _ => false,
        };
        book.Require(isSo, FindingKinds.DeclineWrong, $"{e.Amount} was refused for {e.Reason}, and that was not so.");
    }

    /// <returns>What was sent; <see langword="null"/> where it is not known.</returns>
    private static TransferInFlight? End(AccountBook book, Guid id)
    {
        var transfer = book.Open.TakeTransfer(id);
        book.Require(transfer is not null || !book.Open.IsComplete, FindingKinds.TransferWrong, $"It ends transfer {id}, which is not in flight.");
        return transfer;
    }
}
