using Ledger.Projections.Transactions;

namespace Ledger.Projections.Analytics;

/// <summary>The whole ledger in figures.</summary>
public sealed class LedgerSummary
{
    private readonly Dictionary<(string Type, string Status), long> _counts = [];
    private readonly Dictionary<string, long> _accounts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, CurrencyTotals> _currencies = new(StringComparer.Ordinal);

    public IEnumerable<CurrencyTotals> Currencies => _currencies.Values;

    public IReadOnlyDictionary<string, long> AccountsByStatus => _accounts;

    /// <summary>How many transactions there are of a type and in a status, in the words of <see cref="TransactionWords"/>.</summary>
    public long CountOf(string type, string status) => _counts.GetValueOrDefault((type, status));

    internal void Count(string type, string status, long count) => _counts[(type, status)] = CountOf(type, status) + count;

    internal void CountAccounts(string status, long count) => _accounts[status] = _accounts.GetValueOrDefault(status) + count;

    internal CurrencyTotals Of(string code)
    {
        if (!_currencies.TryGetValue(code, out var totals))
        {
            _currencies.Add(code, totals = new(code));
        }

        return totals;
    }
}

/// <summary>One currency of the ledger, in minor units.</summary>
public sealed class CurrencyTotals(string currency)
{
    public string Currency { get; } = currency;

    /// <summary>What came into the ledger.</summary>
    public Int128 Credits { get; set; }

    /// <summary>What went out of it.</summary>
    public Int128 Debits { get; set; }

    public Int128 Balances { get; set; }

    /// <summary>What has left one account and not yet come to another.</summary>
    public Int128 InFlight { get; set; }

    /// <summary>Zero; anything else is a mistake of the ledger.</summary>
    public Int128 Difference => Credits - Debits - Balances - InFlight;
}
