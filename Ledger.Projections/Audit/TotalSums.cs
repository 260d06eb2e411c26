namespace Ledger.Projections.Audit;

/// <summary>The rows of <c>transaction_totals</c> that transactions come to, by the audit's own reckoning.</summary>
internal sealed class TotalSums
{
    private const long Billion = 1_000_000_000;

    private readonly Dictionary<(string Currency, string Type, string Status, bool IsTransfer), (long Count, long Billions, long Remainder)> _sums = [];

    public void Take(string type, string status, string currency, long amount, bool isTransfer)
    {
        // Of each kind that was seen there is a row for each status.
        foreach (var each in _sums.ContainsKey((currency, type, status, isTransfer)) ? [] : new[] { "pending", "posted", "declined", "reversed" })
        {
            _sums.TryAdd((currency, type, each, isTransfer), default);
        }

        var (count, billions, rest) = _sums.GetValueOrDefault((currency, type, status, isTransfer));
        _sums[(currency, type, status, isTransfer)] = (count + 1, billions + (amount / Billion), rest + (amount % Billion));
    }

    /// <summary>Each row as the two texts that are compared: what it is of, and what it says.</summary>
    public Dictionary<string, string> ToTexts() => _sums.ToDictionary(
        each => TextOf(each.Key.Currency, each.Key.Type, each.Key.Status, each.Key.IsTransfer ? 1L : 0L),
        each => TextOf(each.Value.Count, each.Value.Billions, each.Value.Remainder),
        StringComparer.Ordinal);

    public static string TextOf(params IEnumerable<object?> values) => string.Join(' ', values);
}
