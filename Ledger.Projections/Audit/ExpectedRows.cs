using System.Globalization;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.Projections.Search;

namespace Ledger.Projections.Audit;

/// <summary>
/// The rows that the read models must have, from the events alone. It says once more, on its own, what the projections say: a
/// mistake in one of the two shows as a difference.
/// </summary>
internal static class ExpectedRows
{
    [ThreadStatic]
    private static WordList? _words;

    /// <param name="e">The event that the transaction is of, or that decided it.</param>
    /// <param name="submitted">Where it was submitted before: what was said about it then, and its place.</param>
    /// <param name="balance">The balance after the event, as the audit has added it up.</param>
    /// <param name="reversedBy">The transaction that took it back.</param>
    public static void Transaction(
        IRowSink row, string accountId, AuditedEvent e, AuditedEvent? submitted, long balance, Guid? reversedBy, Conversion? conversion)
    {
        var (happened, first) = ((TransactionEvent)e.Happened!, submitted ?? e);
        var (said, recordedAt) = ((TransactionEvent)first.Happened!, RecordedAt(e));
        row.Add(happened.TransactionId);
        row.Add(accountId);
        row.Add(TransactionTerms.TypeOf(said));
        row.Add(reversedBy is null ? TransactionTerms.StatusOf(happened) : "reversed");
        row.Add(said.Amount.Currency.Code);
        row.Add(said.Amount.MinorUnits);
        row.Add(balance);
        row.Add(TransactionTerms.DeclineReasonOf(happened));
        row.Add(said.Personal.Value.Description);
        row.Add(said.Personal.Value.Reference);
        row.Add(said.Personal.Value.Metadata);
        row.Add(happened.EffectiveAt is { } effective ? Micros(effective) : recordedAt);
        row.Add(recordedAt);
        row.Add(e.Recorded.Revision);
        row.Add((long)first.Recorded.Position.Commit);
        row.Add((long)first.Recorded.Position.Prepare);
        row.Add(TransactionTerms.TransferOf(said));
        row.Add((said as HoldCaptured)?.HoldId);
        row.Add(TransactionTerms.ReversalOf(said));
        row.Add(reversedBy);
        Conversion(row, conversion);
    }

    public static void Conversion(IRowSink row, Conversion? conversion)
    {
        row.Add(conversion?.Amount.Currency.Code);
        row.Add(conversion?.Amount.MinorUnits);
        row.Add(conversion?.Rate);
        row.Add(conversion?.RateDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        row.Add(conversion?.Source);
    }

    /// <param name="end">What ended the hold; <see langword="null"/> where it is open.</param>
    public static void Hold(IRowSink row, string accountId, AuditedEvent placed, AccountEvent? end)
    {
        var happened = (HoldPlaced)placed.Happened!;
        var captured = end as HoldCaptured;
        row.Add(happened.HoldId);
        row.Add(accountId);
        row.Add(end switch { null => "open", HoldCaptured => "captured", HoldReleased => "released", _ => "expired" });
        row.Add(happened.Amount.Currency.Code);
        row.Add(happened.Amount.MinorUnits);
        row.Add(happened.ExpiresAt is { } at ? Micros(at) : null);
        row.Add(captured?.Amount.MinorUnits);
        row.Add(captured?.TransactionId);
        row.Add(happened.Personal.Value.Description);
        row.Add(RecordedAt(placed));
        row.Add(placed.Recorded.Revision);
    }

    /// <param name="begun">The debit of the source, or its refusal.</param>
    /// <param name="end">What the source made of it in the end; <see langword="null"/> where it is under way or was refused at once.</param>
    /// <param name="credit">The transaction of the target; <see langword="null"/> where it has not received it.</param>
    public static void Transfer(IRowSink row, string accountId, AuditedEvent begun, AccountEvent? end, Guid? credit)
    {
        var happened = (TransactionEvent)begun.Happened!;
        var (returned, isDeclined) = (end as TransferReturned, happened is TransferDeclined);
        row.Add(happened.TransactionId);
        row.Add(accountId);
        row.Add(happened is TransferSent sent ? sent.ToAccountId : ((TransferDeclined)happened).ToAccountId);
        row.Add(isDeclined ? "declined" : returned is not null ? "returned" : credit is not null ? "completed" : "pending");
        row.Add(happened.Amount.Currency.Code);
        row.Add(happened.Amount.MinorUnits);
        row.Add(credit);
        row.Add(isDeclined ? "insufficient-funds" : returned?.Reason);
        row.Add(isDeclined || end is not null ? 1 : 0);
        row.Add(RecordedAt(begun));
        row.Add(begun.Recorded.Revision);
    }

    public static void Account(IRowSink row, AccountOpened opened, long openedAt, Position openedPosition, AccountFigures now)
    {
        row.Add(opened.AccountId);
        row.Add(opened.OwnerId);
        row.Add(opened.Currency.Code);
        row.Add(now.Status);
        row.Add(opened.OverdraftLimit.MinorUnits);
        row.Add(openedAt);
        row.Add((long)openedPosition.Commit);
        row.Add((long)openedPosition.Prepare);
        row.Add(now.Balance);
        row.Add(now.Held);
        row.Add(now.Revision);
        row.Add(now.Chain.ToString());
        row.Add(now.LastActivityAt);
    }

    public static void TransactionId(IRowSink row, string stream, Guid id, long firstRevision)
    {
        row.Add(stream);
        row.Add(id);
        row.Add(firstRevision);
    }

    public static void Closing(IRowSink row, AuditedEvent e, string accountId)
    {
        row.Add(accountId);
        row.Add(e.Recorded.Revision);
        row.Add(RecordedAt(e));
    }

    /// <summary>What a word is, is said in one place only: a mistake there would be on both sides.</summary>
    /// <returns>False where the transaction has no row.</returns>
    public static bool Search(IRowSink row, TransactionEvent happened, AuditedEvent e, string accountId)
    {
        var words = _words ??= new();
        words.Begin("@", accountId);
        Words.Write(words, happened.Personal.Value.Description, happened.Personal.Value.Reference);
        if (words.Count == 0)
        {
            return false;
        }

        row.Add((long)e.Recorded.Position.Commit);
        row.Add((long)e.Recorded.Position.Prepare);
        row.Add(accountId);
        row.Add(e.Recorded.Revision);
        row.Add(words.Text);
        return true;
    }

    /// <summary>The id under which an order that may be sent again is looked up: one that comes from a client's key, and answers it.</summary>
    public static Guid? KeyedIdOf(AuditedEvent e) =>
        e.Metadata?.Values is { TransactionId: { Version: 5 } id, HasCommandHash: true } ? id : null;

    /// <summary>Whether the event decides what was submitted before.</summary>
    public static bool IsDecision(object happened) =>
        happened is SubmissionDeclined or FundsDeposited { Submitted: true } or FundsWithdrawn { Submitted: true };

    public static Guid? HoldEndedBy(object happened) => happened switch
    {
        HoldCaptured e => e.HoldId,
        HoldReleased e => e.HoldId,
        HoldExpired e => e.HoldId,
        _ => null,
    };

    public static Guid? TransferEndedBy(object happened) => happened switch
    {
        TransferSettled e => e.TransferId,
        TransferReturned e => e.TransferId,
        _ => null,
    };

    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / 10;

    private static long RecordedAt(AuditedEvent e) => Micros(e.Metadata!.Value.Values.RecordedAt);
}
