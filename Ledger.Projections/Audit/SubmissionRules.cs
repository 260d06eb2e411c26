using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>What was submitted is decided once, in its turn, as it was submitted, and before anything that comes later.</summary>
internal static class SubmissionRules
{
    private const long BalanceLimit = 1L << 62;

    /// <summary>Behind a submission stand its decision and what happens by itself, and other submissions.</summary>
    public static void CheckTurn(AccountBook book, object happened)
    {
        if (book.Open.Pending is not [var first, ..] || ExpectedRows.IsDecision(happened) || happened is TransactionSubmitted or HoldExpired or BooksClosed)
        {
            return;
        }

        book.Add(FindingKinds.SubmissionWrong, $"It stands before transaction {first.Id} was decided, which was submitted earlier.");
        // Its decision may follow; this is said once.
        book.Open.LoseTrack();
    }

    public static void Take(AccountBook book, TransactionEvent happened)
    {
        switch (happened)
        {
            case TransactionSubmitted e:
                book.CheckAmount(e.Amount);
                book.CheckOpen(isDebit: false);
                book.StateBalance(e.Balance, 0, FindingKinds.BalanceWrong);
                book.Open.Add(new PendingTransaction(e.TransactionId, e.Type, e.Amount, e.EffectiveAt, e.Conversion));
                break;
            case SubmissionDeclined e:
                TakeDecided(book, e, e.Type, isDecision: true);
                book.CheckAmount(e.Amount);
                DeclineRules.See(book, e.Balance, e.Available);
                book.Require(IsCause(book, e), FindingKinds.DeclineWrong, $"{e.Amount} was refused for {e.Reason}, and that was not so.");
                break;
        }
    }

    /// <param name="isDecision">Whether the event says that it was submitted before.</param>
    public static void TakeDecided(AccountBook book, TransactionEvent e, SubmittedType type, bool isDecision)
    {
        if (!isDecision)
        {
            return;
        }

        var isFirst = book.Open.Pending is [var first, ..] && first.Id == e.TransactionId;
        if (book.Open.TakePending(e.TransactionId) is not { } submitted)
        {
            book.Require(!book.Open.IsComplete, FindingKinds.SubmissionWrong, $"It decides transaction {e.TransactionId}, which does not wait to be decided.");
            return;
        }

        book.Require(isFirst, FindingKinds.SubmissionWrong, "It is decided before another that was submitted earlier.");
        book.Require(
            submitted == new PendingTransaction(e.TransactionId, type, e.Amount, e.EffectiveAt, e.Conversion),
            FindingKinds.SubmissionWrong,
            "It is decided otherwise than it was submitted.");
    }

    private static bool IsCause(AccountBook book, SubmissionDeclined e)
    {
        var isDebit = e.Type == SubmittedType.Withdrawal;
        return e.Reason switch
        {
            "insufficient-funds" => isDebit && e.Amount.MinorUnits > e.Available.MinorUnits,
            "account-frozen" => isDebit && (!book.IsStandingKnown || book.Standing == Standing.Frozen),
            "account-closed" => !book.IsStandingKnown || book.Standing == Standing.Closed,
            "balance-limit" => Int128.Abs(e.Balance.MinorUnits + (isDebit ? -(Int128)e.Amount.MinorUnits : e.Amount.MinorUnits)) > BalanceLimit,
            _ => false,
        };
    }
}
