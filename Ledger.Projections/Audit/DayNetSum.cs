using System.Globalization;
using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>
/// What moved on each day of one account, as one number: each day's net times a keyed weight of the account and the day. Who moves an
/// amount from one day to another changes it; in what order the days come, and in how many parts, does not.
/// </summary>
internal sealed class DayNetSum(string accountId)
{
    private int _day = -1;
    private UInt128 _weight;

    public UInt128 Value { get; private set; }

    public static DateTimeOffset EffectiveAt(AuditedEvent e) => ((TransactionEvent)e.Happened!).EffectiveAt ?? e.Metadata!.Value.Values.RecordedAt;

    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static UInt128 Weight(RowHash hash, string accountId, string day)
    {
        hash.Add(accountId);
        hash.Add(day);
        return hash.Finish();
    }

    public void Take(AuditedEvent e, Int128 change, RowHash hash)
    {
        var at = EffectiveAt(e);
        var day = DateOnly.FromDateTime(at.UtcDateTime).DayNumber;
        if (day != _day)
        {
            // Most that follow each other in an account are of the same day.
            (_day, _weight) = (day, Weight(hash, accountId, TextOf(at)));
        }

        Value = unchecked(Value + (_weight * (UInt128)change));
    }
}
