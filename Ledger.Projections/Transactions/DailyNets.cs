using System.Globalization;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>What a batch moves on each day of each account, by effective date in UTC.</summary>
internal sealed class DailyNets
{
    private static readonly TableShape<KeyValuePair<(string AccountId, string Day), long>> Shape =
        new TableShape<KeyValuePair<(string AccountId, string Day), long>>("daily_nets")
            .Key("account_id", row => row.Key.AccountId)
            .Key("day", row => row.Key.Day)
            .Number("net", row => row.Value);

    private readonly Dictionary<(string AccountId, string Day), long> _nets = [];

    /// <param name="accountId">The account.</param>
    /// <param name="effectiveAt">In microseconds since 1970.</param>
    /// <param name="amount">In minor units; less than zero for a debit.</param>
    public void Add(string accountId, long effectiveAt, long amount)
    {
        var key = (accountId, DayOf(effectiveAt));
        _nets[key] = _nets.GetValueOrDefault(key) + amount;
    }

    /// <summary>The day of a time in UTC, as the table has it.</summary>
    public static string DayOf(long microseconds) => Microseconds.ToTime(microseconds).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void WriteTo(IReadModelTransaction transaction) => transaction.Accumulate(Shape, _nets);
}
