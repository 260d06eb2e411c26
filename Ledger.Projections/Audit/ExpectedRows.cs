using System.Runtime.InteropServices;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Search;

namespace Ledger.Projections.Audit;

/// <summary>
/// The rows that the read models must have, from the events alone. It says once more, on its own, what the projections say: a
/// mistake in one of the two shows as a difference.
/// </summary>
internal static class ExpectedRows
{
    /// <param name="balance">The balance after the event, as the audit has added it up.</param>
    public static void Transaction(IRowSink row, TransactionEvent happened, AuditedEvent e, string accountId, long balance)
    {
        var (recorded, recordedAt) = (e.Recorded, Micros(e.Metadata!.Value.Values.RecordedAt));
        row.Add(happened.TransactionId.ToString("D"));
        row.Add(accountId);
        row.Add(happened is FundsDeposited ? "deposit" : "withdrawal");
        row.Add(happened is WithdrawalDeclined ? "declined" : "posted");
        row.Add(happened.Amount.Currency.Code);
        row.Add(happened.Amount.MinorUnits);
        row.Add(balance);
        row.Add(happened is WithdrawalDeclined ? "insufficient-funds" : null);
        row.Add(happened.Personal.Value.Description);
        row.Add(happened.Personal.Value.Reference);
        row.Add(happened.Personal.Value.Metadata);
        row.Add(happened.EffectiveAt is { } effective ? Micros(effective) : recordedAt);
        row.Add(recordedAt);
        row.Add(recorded.Revision);
        row.Add((long)recorded.Position.Commit);
        row.Add((long)recorded.Position.Prepare);
    }

    public static void Account(IRowSink row, AccountOpened opened, long openedAt, Position openedPosition, AccountFigures now)
    {
        row.Add(opened.AccountId);
        row.Add(opened.OwnerId);
        row.Add(opened.Currency.Code);
        row.Add("open");
        row.Add(opened.OverdraftLimit.MinorUnits);
        row.Add(openedAt);
        row.Add((long)openedPosition.Commit);
        row.Add((long)openedPosition.Prepare);
        row.Add(now.Balance);
        row.Add((long?)0);
        row.Add(now.Revision);
        row.Add(now.Chain.ToString());
        row.Add(now.LastActivityAt);
    }

    public static void TransactionId(IRowSink row, string stream, Guid id, long firstRevision)
    {
        row.Add(stream);
        row.Add(id.ToString("D"));
        row.Add(firstRevision);
    }

    public static void Closing(IRowSink row, AuditedEvent e, string accountId)
    {
        row.Add(accountId);
        row.Add(e.Recorded.Revision);
        row.Add(Micros(e.Metadata!.Value.Values.RecordedAt));
    }

    /// <summary>What a word is, is said in one place only: a mistake there would be on both sides.</summary>
    /// <returns>False where the transaction has no row.</returns>
    public static bool Search(IRowSink row, TransactionEvent happened, AuditedEvent e, string accountId)
    {
        var words = Words.Of(happened.Personal.Value.Description, happened.Personal.Value.Reference);
        if (words.Count == 0)
        {
            return false;
        }

        row.Add((long)e.Recorded.Position.Commit);
        row.Add((long)e.Recorded.Position.Prepare);
        row.Add(accountId);
        row.Add(e.Recorded.Revision);
        row.Add($"@{accountId} {string.Join(' ', words)}");
        return true;
    }

    /// <summary>Only ids that come from a client's key are indexed.</summary>
    public static Guid? KeyedIdOf(AuditedEvent e) => e.Metadata?.Values.TransactionId is { Version: 5 } id ? id : null;

    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / 10;
}

/// <summary>What changes in an account's row with each event.</summary>
/// <param name="Balance">In minor units.</param>
/// <param name="LastActivityAt">In microseconds since 1970.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AccountFigures(long Balance, long Revision, Chain Chain, long LastActivityAt);
