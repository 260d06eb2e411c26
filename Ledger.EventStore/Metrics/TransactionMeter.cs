using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Ledger.Domain.Accounts;

namespace Ledger.EventStore.Metrics;

/// <summary>Counts transactions as they become durable, by type and outcome.</summary>
internal static class TransactionMeter
{
    private static readonly Meter Meter = new(LedgerMeter.Name);

    private static readonly Counter<long> Transactions = Meter.CreateCounter<long>(
        "ledger.transactions", "{transaction}", "Transactions that this process recorded, the refused ones included");

    private static readonly Counter<long> Declines = Meter.CreateCounter<long>(
        "ledger.declines", "{transaction}", "Transactions that this process recorded as refused, by reason");

    private static readonly FrozenDictionary<Type, Kind> Kinds = new Dictionary<Type, Kind>
    {
        [typeof(FundsDeposited)] = new("deposit", "posted"),
        [typeof(FundsWithdrawn)] = new("withdrawal", "posted"),
        [typeof(WithdrawalDeclined)] = new("withdrawal", "declined"),
        [typeof(TransactionSubmitted)] = new("submission", "pending"),
        [typeof(SubmissionDeclined)] = new("submission", "declined"),
        [typeof(HoldCaptured)] = new("capture", "posted"),
        [typeof(TransferSent)] = new("transfer-out", "posted"),
        [typeof(TransferDeclined)] = new("transfer-out", "declined"),
        [typeof(TransferReceived)] = new("transfer-in", "posted"),
        [typeof(TransferRefused)] = new("transfer-in", "declined"),
        [typeof(TransferReturned)] = new("reversal-in", "posted"),
        [typeof(ReversalCredited)] = new("reversal-in", "posted"),
        [typeof(ReversalDebited)] = new("reversal-out", "posted"),
        [typeof(ReversalDeclined)] = new("reversal-out", "declined"),
    }
    .ToFrozenDictionary();

    /// <summary>Counts what an append wrote.</summary>
    public static void Count(IEnumerable<object> appended)
    {
        if (!Transactions.Enabled)
        {
            return;
        }

        // Neighbours are mostly of the same kind: one addition for them all.
        var (kind, count) = ((Kind?)null, 0);
        foreach (var happened in appended)
        {
            if (!Kinds.TryGetValue(happened.GetType(), out var next))
            {
                continue;
            }

            if (!ReferenceEquals(next, kind))
            {
                kind?.Add(count);
                (kind, count) = (next, 0);
            }

            count++;
            if (DeclineReasons.RecordedIn((TransactionEvent)happened) is { } reason)
            {
                Declines.Add(1, Because(reason));
            }
        }

        kind?.Add(count);
    }

    /// <summary>Whether such a transaction is counted.</summary>
    public static bool Knows(Type transaction) => Kinds.ContainsKey(transaction);

    public static void BeginAtZero()
    {
        foreach (var kind in Kinds.Values)
        {
            kind.Add(0);
        }

        foreach (var reason in DeclineReasons.All)
        {
            Declines.Add(0, Because(reason));
        }
    }

    private static KeyValuePair<string, object?> Because(string reason) => new("reason", reason);

    private sealed class Kind(string type, string outcome)
    {
        private readonly KeyValuePair<string, object?> _type = new("type", type);
        private readonly KeyValuePair<string, object?> _outcome = new("outcome", outcome);

        public void Add(int count) => Transactions.Add(count, _type, _outcome);
    }
}
