using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>The steps of one transfer as far as they were seen, in any order.</summary>
internal sealed class TransferLegs(Guid id)
{
    private TransferLeg? _sent;
    // What the target says: received or refused.
    private TransferLeg? _answer;
    // What the source makes of it: settled or returned.
    private TransferLeg? _end;

    public bool IsAtItsEnd => _sent is not null && _answer is not null && _end is not null;

    /// <summary>What was sent, and neither received nor given back.</summary>
    public Money? InFlight => _answer?.Happened is TransferReceived || _end?.Happened is TransferReturned ? null : (_sent?.Happened as TransferSent)?.Amount;

    /// <returns>False where the step was taken before.</returns>
    public bool TryTake(TransferLeg leg)
    {
        ref var place = ref Place(leg);
        if (place is not null)
        {
            return false;
        }

        place = leg;
        return true;
    }

    /// <summary>Holds the steps against each other.</summary>
    public void Check(Action<TransferLeg, string> say)
    {
        if (_sent is not { Happened: TransferSent sent })
        {
            foreach (var leg in new[] { _answer, _end }.OfType<TransferLeg>())
            {
                say(leg, $"Transfer {id} was never sent.");
            }

            return;
        }

        if (_answer is { } answer && DifferenceOf(answer, sent) is { } differs)
        {
            say(answer, $"Transfer {id} was sent with another {differs}.");
        }

        if (_end is { } end && EndWrong(end) is { } wrong)
        {
            say(end, $"Transfer {id} {wrong}.");
        }
    }

    private string? DifferenceOf(TransferLeg answer, TransferSent sent)
    {
        var (amount, from, reversalOf) = answer.Happened switch
        {
            TransferReceived e => (e.Amount, e.FromAccountId, e.ReversalOf),
            TransferRefused e => (e.Amount, e.FromAccountId, e.ReversalOf),
            _ => throw new InvalidOperationException("A target receives or refuses."),
        };
        return amount != sent.Amount ? "amount"
            : answer.AccountId != sent.ToAccountId ? "target"
            : from != _sent!.AccountId ? "source"
            : reversalOf != sent.ReversalAtTarget ? "transaction that it takes back"
            : null;
    }

    private string? EndWrong(TransferLeg end) => (end.Happened, _answer?.Happened) switch
    {
        _ when end.AccountId != _sent!.AccountId => "ends in another account than it was sent from",
        (TransferSettled e, TransferReceived received) => e.CreditTransactionId == received.TransactionId ? null : "is settled with another transaction than it was received with",
        (TransferReturned e, TransferRefused refused) => e.Reason == refused.Reason ? null : "is returned for another reason than it was refused for",
        (TransferReturned, TransferReceived) => "is returned, and was received too",
        (TransferSettled, TransferRefused) => "is settled, and was refused",
        (TransferSettled, _) => "is settled, and was not received",
        _ => "is returned, and was not refused",
    };

    private ref TransferLeg? Place(TransferLeg leg)
    {
        if (leg.Happened is TransferSent)
        {
            return ref _sent;
        }

        if (leg.Happened is TransferReceived or TransferRefused)
        {
            return ref _answer;
        }

        return ref _end;
    }
}
