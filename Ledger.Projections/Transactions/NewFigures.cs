using System.Runtime.InteropServices;
using Ledger.Domain.Kernel;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>What the transactions that a batch brings come to in the tables of <see cref="Figures"/>: of them the fold knows all.</summary>
internal sealed class NewFigures
{
    private static readonly TableShape<KeyValuePair<SlotKey, SlotSums>> SlotShape = new TableShape<KeyValuePair<SlotKey, SlotSums>>("transaction_slots")
        .Key("account_id", row => row.Key.AccountId)
        .NumberKey("slot", row => row.Key.Slot)
        .Key("currency", row => row.Key.Currency)
        .NumberKey("is_converted", row => row.Key.IsConverted)
        .Number("count", row => row.Value.Count)
        .Number("in_billions", row => row.Value.InBillions)
        .Number("in_rest", row => row.Value.InRest)
        .Number("out_billions", row => row.Value.OutBillions)
        .Number("out_rest", row => row.Value.OutRest)
        .Maximum("largest", row => row.Value.Largest)
        .Number("reversed", row => row.Value.Reversed);

    private static readonly TableShape<KeyValuePair<TotalKey, TotalSums>> TotalShape = new TableShape<KeyValuePair<TotalKey, TotalSums>>("transaction_totals")
        .Key("currency", row => row.Key.Currency)
        .Key("type", row => row.Key.Type)
        .Key("status", row => row.Key.Status)
        .NumberKey("is_transfer", row => row.Key.IsTransfer)
        .Number("count", row => row.Value.Count)
        .Number("billions", row => row.Value.Billions)
        .Number("rest", row => row.Value.Rest);

    private readonly Dictionary<SlotKey, SlotSums> _slots = [];
    private readonly Dictionary<TotalKey, TotalSums> _totals = [];

    /// <param name="status">As the batch leaves it.</param>
    public void Add(TransactionChange change, string status)
    {
        var (happened, type) = (change.Happened, TransactionWords.TypeOf(change.Happened));
        var transfer = TransactionWords.TransferOf(happened) is null ? 0L : 1L;
        AddTotal(new(happened.Amount.Currency.Code, type, status, transfer), happened.Amount.MinorUnits);
        if (status is not (TransactionWords.Posted or TransactionWords.Reversed) || type is TransactionWords.ReversalIn or TransactionWords.ReversalOut)
        {
            return;
        }

        var slot = QuarterHours.Of(happened.EffectiveAt is { } at ? Microseconds.Of(at) : change.RecordedAt);
        Add(new(change.AccountId, slot, happened.Amount.Currency.Code, 0), happened.Amount, type, status);
        if (change.Conversion is { Amount: var converted })
        {
            Add(new(change.AccountId, slot, converted.Currency.Code, 1), converted, type, status);
        }
    }

    public void WriteTo(IReadModelTransaction transaction)
    {
        transaction.Accumulate(SlotShape, _slots);
        transaction.Accumulate(TotalShape, _totals);
    }

    private void AddTotal(TotalKey key, long amount)
    {
        // A kind that was seen once has a row for each status, so that which rows there are does not depend on what a batch holds together.
        if (!_totals.ContainsKey(key))
        {
            foreach (var status in TransactionWords.Statuses)
            {
                _totals.TryAdd(key with { Status = status }, default);
            }
        }

        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, key, out _);
        var (billions, rest) = Math.DivRem(amount, Figures.Billion);
        total = new(total.Count + 1, total.Billions + billions, total.Rest + rest);
    }

    private void Add(SlotKey key, Money amount, string type, string status)
    {
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, key, out _);
        sums = sums with { Largest = Math.Max(sums.Largest, amount.MinorUnits) };
        if (status == TransactionWords.Reversed)
        {
            sums = sums with { Reversed = sums.Reversed + 1 };
            return;
        }

        var (billions, rest) = Math.DivRem(amount.MinorUnits, Figures.Billion);
        sums = TransactionWords.IsCredit(type)
            ? sums with { Count = sums.Count + 1, InBillions = sums.InBillions + billions, InRest = sums.InRest + rest }
            : sums with { Count = sums.Count + 1, OutBillions = sums.OutBillions + billions, OutRest = sums.OutRest + rest };
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct SlotKey(string AccountId, long Slot, string Currency, long IsConverted);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct SlotSums(long Count, long InBillions, long InRest, long OutBillions, long OutRest, long Largest, long Reversed);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct TotalKey(string Currency, string Type, string Status, long IsTransfer);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct TotalSums(long Count, long Billions, long Rest);
}
