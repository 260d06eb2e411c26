using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>Holds the sums of all streams against those of the read models, and looks into the streams where they differ.</summary>
internal sealed class LedgerComparison(
    IReadOnlyDictionary<string, StreamAudit> streams, ReadModelPass rows, Cutoffs cutoffs, RowHash hash, FindingList findings)
{
    // Each is read once more, with its rows; beyond that it is only said that they differ.
    private const int MaxLookedInto = 100;

    public async Task RunAsync(StreamComparison details, CancellationToken cancellationToken)
    {
        var looked = 0;
        foreach (var stream in streams.Values.Where(stream => !Agrees(stream)).Concat(WithoutEvents()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (looked++ < MaxLookedInto)
            {
                await details.RunAsync(stream, cancellationToken);
                if (findings.IsEmpty)
                {
                    // Bytes that are no UTF-8, say: what is shown of them looks like something else.
                    findings.Add(
                        FindingKinds.RowsDiffer, stream.Stream.Value, null, "Its rows are not those that its events lead to, though they read the same.");
                }
            }
            else
            {
                findings.Add(
                    FindingKinds.RowsDiffer, stream.Stream.Value, null, "Its rows are not those that its events lead to. Verify it alone to see which.");
            }
        }

        // Where rows of transactions differ, so do their totals, and that is said already.
        if (findings.IsEmpty && cutoffs.Transactions is not null)
        {
            CompareKinds();
        }

        CompareTotals();
    }

    private void CompareKinds()
    {
        foreach (var kind in rows.Totals.Keys.Union(rows.TotalsDue.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (row, own) = (rows.Totals.GetValueOrDefault(kind, "nothing"), rows.TotalsDue.GetValueOrDefault(kind, "nothing"));
            if (row != own)
            {
                findings.Add(
                    FindingKinds.TotalDiffers, null, null, $"The row of transaction_totals for {kind} (0 or 1: of a transfer) has {row} (number, billions, rest), the events say {own}.");
            }
        }
    }

    private bool Agrees(StreamAudit stream)
    {
        var there = rows.Streams.GetValueOrDefault(stream.Stream.Value) ?? new();
        return there.Transactions == (stream.Sums?.Transactions ?? default)
            && there.Holds == (stream.Sums?.Holds ?? default)
            && there.Transfers == (stream.Sums?.Transfers ?? default)
            && there.Slots == there.SlotsDue
            && there.DayNets == (stream.Sums?.DayNets ?? 0)
            && there.Ids == stream.Ids
            && there.Closings == (stream.Sums?.Closings ?? default)
            && there.Search == (stream.Sums?.Search ?? default)
            && there.Matches == (stream.Sums?.Matches ?? default)
            && (cutoffs.Ids is null || (there.Covered is long covered ? covered == stream.Covered : there.Covered is null && stream.Covered < 0))
            && (cutoffs.Accounts is null || stream.Account is null || there.Account == ExpectedRowOf(stream))
            && (cutoffs.Users is null || stream.User is null || there.User == ExpectedRowOf(stream.User));
    }

    private UInt128? ExpectedRowOf(StreamAudit stream) => stream.TryWriteRow(hash) ? hash.Finish() : null;

    private UInt128? ExpectedRowOf(UserCheck user) => user.TryWriteRow(hash) ? hash.Finish() : null;

    /// <summary>Rows of streams that the log does not have.</summary>
    private IEnumerable<StreamAudit> WithoutEvents() => rows.Streams.Keys
        .Where(name => !streams.ContainsKey(name) && name.Length is > 0 and <= EventStore.Port.StreamName.MaxLength)
        .Select(name => new StreamAudit(new(name), findings));

    private void CompareTotals()
    {
        var (balances, moved) = (new Dictionary<string, Int128>(StringComparer.Ordinal), new Dictionary<string, Int128>(StringComparer.Ordinal));
        foreach (var stream in streams.Values)
        {
            if (stream.Account?.Currency is { } currency)
            {
                balances[currency.Code] = balances.GetValueOrDefault(currency.Code) + (stream.Figures?.Balance ?? 0);
                moved[currency.Code] = moved.GetValueOrDefault(currency.Code) + stream.Moved;
            }
        }

        if (cutoffs.Accounts is not null)
        {
            Compare("accounts", rows.Balances, balances);
        }

        if (cutoffs.Transactions is not null)
        {
            Compare("transactions", rows.Moved, moved);
        }
    }

    private void Compare(string table, Dictionary<string, Int128> ofRows, Dictionary<string, Int128> ofEvents)
    {
        foreach (var code in ofRows.Keys.Union(ofEvents.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (row, own) = (ofRows.GetValueOrDefault(code), ofEvents.GetValueOrDefault(code));
            if (row != own)
            {
                var decimals = Currency.TryParse(code, out var currency) ? $" of {currency.Decimals} decimals" : string.Empty;
                findings.Add(
                    FindingKinds.TotalDiffers, null, null, $"The rows of {table} add up to {row} minor units{decimals} of {code}, the events to {own}.");
            }
        }
    }
}
