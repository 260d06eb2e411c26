using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Audit;

/// <summary>Reads every row of every audited table once, in the order in which the store gives them.</summary>
internal sealed class ReadModelPass(IReadModelSnapshot snapshot, Cutoffs cutoffs, RowHash hash)
{
    private readonly StreamRowsIndex _rows = new();
    private readonly CodeSums _balances = new();
    private readonly CodeSums _moved = new();

    public IReadOnlyDictionary<string, StreamRows> Streams => _rows.Streams;

    /// <summary>The sum of all rows' balances by currency, in minor units.</summary>
    public Dictionary<string, Int128> Balances => _balances.Sums;

    /// <summary>The sum of all rows of transactions that were posted, by currency, in minor units.</summary>
    public Dictionary<string, Int128> Moved => _moved.Sums;

    /// <summary>The rows of <c>transaction_totals</c> as texts: what each is of, and what it says.</summary>
    public Dictionary<string, string> Totals { get; } = new(StringComparer.Ordinal);

    /// <summary>What these have to be, by the rows in <c>transactions</c>.</summary>
    public Dictionary<string, string> TotalsDue { get; private set; } = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // A projection that is not there has no tables.
        await ReadAsync(AuditedTable.Accounts, cutoffs.Accounts, hash, row =>
        {
            _rows.OfAccount(row, 0).Account = hash.Finish();
            _balances.Add(row, currency: 2, amount: 8);
        }, cancellationToken);
        await ReadAsync(AuditedTable.Holds, cutoffs.Accounts, hash, row =>
        {
            var rows = _rows.OfAccount(row, 1);
            rows.Holds = rows.Holds.Add(hash.Finish());
        }, cancellationToken);
        await ReadTransactionsAsync(cancellationToken);
        await ReadFiguresAsync(cancellationToken);
        await ReadTransfersAsync(cancellationToken);
        await ReadAsync(AuditedTable.TransactionIds, cutoffs.Ids, hash, row =>
        {
            var rows = _rows.Of(row, 0);
            rows.Ids = rows.Ids.Add(hash.Finish());
        }, cancellationToken);
        var covered = new RowValues();
        await ReadAsync(AuditedTable.Coverage, cutoffs.Ids, covered, row =>
        {
            _rows.Of(row, 0).Covered = covered.Values[1];
            covered.Values.Clear();
        }, cancellationToken);
        await ReadAsync(AuditedTable.Closings, cutoffs.Closings, hash, row =>
        {
            var rows = _rows.OfAccount(row, 0);
            rows.Closings = rows.Closings.Add(hash.Finish());
        }, cancellationToken);
        await ReadAsync(AuditedTable.Search, cutoffs.Search, hash, row =>
        {
            var rows = _rows.OfAccount(row, 2);
            rows.Search = rows.Search.Add(hash.Finish());
        }, cancellationToken);
        await ReadMatchesAsync(cancellationToken);
        await ReadAsync(AuditedTable.Users, cutoffs.Users, hash, row => _rows.OfUser(row, 0).User = hash.Finish(), cancellationToken);
    }

    private async Task ReadTransactionsAsync(CancellationToken cancellationToken)
    {
        var transactions = new TransactionRowHash(hash);
        await ReadAsync(AuditedTable.Transactions, cutoffs.Transactions, transactions, row =>
        {
            var rows = _rows.OfAccount(row, 1);
            rows.Transactions = rows.Transactions.Add(transactions.Finish());
            // What was reversed did move; its reversal moves it back.
            if (Says(row, 3, "posted"u8) || Says(row, 3, "reversed"u8))
            {
                _moved.Add(row, currency: 4, amount: 5, Says(row, 2, "deposit"u8) || Says(row, 2, "transfer-in"u8) || Says(row, 2, "reversal-in"u8));
            }
        }, cancellationToken);
        var day = new RowValues();
        await ReadAsync(AuditedTable.DailyNets, cutoffs.Transactions, day, row =>
        {
            // What is no number is wrong, too.
            var (account, net) = ($"{day.Values[0]}", day.Values[2] as long? ?? 1);
            var rows = _rows.OfAccount(row, 0);
            rows.DayNets = unchecked(rows.DayNets + (DayNetSum.Weight(hash, account, $"{day.Values[1]}") * (UInt128)(Int128)net));
            day.Values.Clear();
        }, cancellationToken);
    }

    private async Task ReadMatchesAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(AuditedTable.Matches, cutoffs.Matches, hash, row =>
        {
            var rows = _rows.OfAccount(row, 1);
            rows.Matches = rows.Matches with { Matches = rows.Matches.Matches.Add(hash.Finish()) };
        }, cancellationToken);
        await ReadAsync(AuditedTable.MatchMembers, cutoffs.Matches, hash, row =>
        {
            var rows = _rows.OfAccount(row, 2);
            rows.Matches = rows.Matches with { Members = rows.Matches.Members.Add(hash.Finish()) };
        }, cancellationToken);
        await ReadAsync(AuditedTable.MatchSteps, cutoffs.Matches, hash, row =>
        {
            var rows = _rows.OfAccount(row, 2);
            rows.Matches = rows.Matches with { Steps = rows.Matches.Steps.Add(hash.Finish()) };
        }, cancellationToken);
    }

    /// <summary>What is kept of transactions beside their rows, and what the rows come to.</summary>
    private async Task ReadFiguresAsync(CancellationToken cancellationToken)
    {
        if (cutoffs.Transactions is null)
        {
            return;
        }

        var due = new SlotPass(_rows, hash);
        await using (var cursor = await snapshot.OpenCursorAsync(SlotPass.Select, cancellationToken))
        {
            while (await cursor.ReadAsync(cancellationToken))
            {
                due.Take(cursor);
            }

            due.End();
        }

        TotalsDue = due.Totals.ToTexts();
        await ReadAsync(AuditedTable.Slots, cutoffs.Transactions, hash, row =>
        {
            var rows = _rows.OfAccount(row, 0);
            rows.Slots = rows.Slots.Add(hash.Finish());
        }, cancellationToken);
        var total = new RowValues();
        await ReadAsync(AuditedTable.Totals, cutoffs.Transactions, total, row =>
        {
            Totals[TotalSums.TextOf(total.Values.Take(4))] = TotalSums.TextOf(total.Values.Skip(4));
            total.Values.Clear();
        }, cancellationToken);
    }

    private async Task ReadTransfersAsync(CancellationToken cancellationToken)
    {
        var transfers = new TransferRowHash(hash);
        await ReadAsync(AuditedTable.Transfers, cutoffs.Transfers, transfers, row =>
        {
            var (source, target) = transfers.Finish();
            var rows = _rows.OfAccount(row, 1);
            rows.Transfers = rows.Transfers.Add(source);
            if (target is { } credit)
            {
                rows = _rows.OfAccount(row, 2);
                rows.Transfers = rows.Transfers.Add(credit);
            }
        }, cancellationToken);
    }

    private static bool Says(IRowCursor row, int column, ReadOnlySpan<byte> text) =>
        row.KindOf(column) == ValueKind.Text && row.GetUtf8(column).SequenceEqual(text);

    private async Task ReadAsync(AuditedTable table, Position? at, IRowSink sink, Action<IRowCursor> row, CancellationToken cancellationToken)
    {
        if (at is null)
        {
            return;
        }

        await using var cursor = await snapshot.OpenCursorAsync(table.Select, cancellationToken);
        while (await cursor.ReadAsync(cancellationToken))
        {
            table.Read(cursor, sink);
            row(cursor);
        }
    }
}
