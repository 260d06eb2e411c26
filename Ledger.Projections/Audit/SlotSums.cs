using System.Globalization;
using System.Runtime.InteropServices;

namespace Ledger.Projections.Audit;

/// <summary>
/// The rows of <c>transaction_slots</c> that transactions of one account come to, by the audit's own reckoning: by the quarter of an hour
/// of effective time, and apart for their own currency and what they were converted to.
/// </summary>
internal sealed class SlotSums
{
    private const long Quarter = 15 * 60 * 1_000_000L;
    private const long Billion = 1_000_000_000;

    private static readonly int TypeAt = AuditedTable.Transactions.IndexOf("type");
    private static readonly int StatusAt = AuditedTable.Transactions.IndexOf("status");
    private static readonly int EffectiveAt = AuditedTable.Transactions.IndexOf("effective_at");
    private static readonly int CurrencyAt = AuditedTable.Transactions.IndexOf("currency");
    private static readonly int AmountAt = AuditedTable.Transactions.IndexOf("amount");
    private static readonly int ConvertedCurrencyAt = AuditedTable.Transactions.IndexOf("conversion_currency");
    private static readonly int ConvertedAmountAt = AuditedTable.Transactions.IndexOf("conversion_amount");

    private readonly SortedDictionary<(long Slot, string Currency, long IsConverted), Slot> _slots =
        new(Comparer<(long Slot, string Currency, long IsConverted)>.Create((left, right) =>
            left.Slot != right.Slot ? left.Slot.CompareTo(right.Slot)
            : string.CompareOrdinal(left.Currency, right.Currency) is var byCode and not 0 ? byCode
            : left.IsConverted.CompareTo(right.IsConverted)));

    /// <summary>The quarter that a time in microseconds since 1970 falls into.</summary>
    public static long SlotOf(long at) => (at - (((at % Quarter) + Quarter) % Quarter)) / Quarter;

    public bool IsEmpty => _slots.Count == 0;

    public static long StartOf(long slot) => slot * Quarter;

    /// <summary>When a quarter begins, as a finding names it.</summary>
    public static string TextOf(long slot) => DateTimeOffset.UnixEpoch.AddMinutes(15 * slot).ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>Takes each row of <c>transactions</c> that passes by.</summary>
    public async IAsyncEnumerable<ExpectedRow> Watch(IAsyncEnumerable<ExpectedRow> transactions)
    {
        await foreach (var row in transactions)
        {
            Take(row.Values.Values);
            yield return row;
        }
    }

    /// <param name="row">Of <c>transactions</c>, in the order of its columns.</param>
    public void Take(IReadOnlyList<object?> row)
    {
        if (row[TypeAt] is string type && row[StatusAt] is string status && row[EffectiveAt] is long at && row[CurrencyAt] is string currency && row[AmountAt] is long amount)
        {
            Take(type, status, at, currency, amount, row[ConvertedCurrencyAt] as string, row[ConvertedAmountAt] as long? ?? 0);
        }
    }

    /// <param name="effectiveAt">In microseconds since 1970.</param>
    /// <param name="converted">The currency that it was converted to; <see langword="null"/> where it was not.</param>
    public void Take(string type, string status, long effectiveAt, string currency, long amount, string? converted, long convertedAmount)
    {
        // What is pending or was declined has moved nothing, and what takes something back is not activity.
        if (status is not ("posted" or "reversed") || type is not ("deposit" or "withdrawal" or "capture" or "transfer-in" or "transfer-out"))
        {
            return;
        }

        Add(type, status, effectiveAt, currency, amount, isConverted: false);
        if (converted is not null)
        {
            Add(type, status, effectiveAt, converted, convertedAmount, isConverted: true);
        }
    }

    private void Add(string type, string status, long effectiveAt, string currency, long amount, bool isConverted)
    {
        var key = (SlotOf(effectiveAt), currency, isConverted ? 1L : 0);
        var slot = _slots.GetValueOrDefault(key);
        slot.Largest = Math.Max(slot.Largest, amount);
        if (status == "reversed")
        {
            slot.Reversed++;
        }
        else
        {
            slot.Count++;
            var (billions, rest) = Math.DivRem(amount, Billion);
            if (type is "deposit" or "transfer-in")
            {
                (slot.InBillions, slot.InRest) = (slot.InBillions + billions, slot.InRest + rest);
            }
            else
            {
                (slot.OutBillions, slot.OutRest) = (slot.OutBillions + billions, slot.OutRest + rest);
            }
        }

        _slots[key] = slot;
    }

    /// <summary>Writes each row, and forgets it.</summary>
    /// <param name="end">Is told that a row is complete.</param>
    public void WriteTo(IRowSink row, string accountId, Action end)
    {
        foreach (var ((at, currency, isConverted), slot) in _slots)
        {
            row.Add(accountId);
            row.Add(at);
            row.Add(currency);
            row.Add(isConverted);
            row.Add(slot.Count);
            row.Add(slot.InBillions);
            row.Add(slot.InRest);
            row.Add(slot.OutBillions);
            row.Add(slot.OutRest);
            row.Add(slot.Largest);
            row.Add(slot.Reversed);
            end();
        }

        _slots.Clear();
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public long Count;
        public long InBillions;
        public long InRest;
        public long OutBillions;
        public long OutRest;
        public long Largest;
        public long Reversed;
    }
}
