using System.Data.Common;
using Dapper;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>The rows of one stream in the read models, as sums.</summary>
internal sealed class StreamRows
{
    /// <summary>The row in <c>accounts</c>; <see langword="null"/> where there is none.</summary>
    public UInt128? Account { get; set; }

    public RowSum Transactions { get; set; }

    public RowSum Holds { get; set; }

    /// <summary>Of transfers from here, and of what this account says of transfers to it.</summary>
    public RowSum Transfers { get; set; }

    /// <summary>As <see cref="DayNetSum"/> has it.</summary>
    public UInt128 DayNets { get; set; }

    public RowSum Ids { get; set; }

    public RowSum Closings { get; set; }

    public RowSum Search { get; set; }

    /// <summary>The row in <c>transaction_id_coverage</c>; <see langword="null"/> where there is none.</summary>
    public object? Covered { get; set; }
}

/// <summary>Reads every row of every audited table once, in the order in which the store gives them.</summary>
internal sealed class ReadModelPass(DbConnection connection, Cutoffs cutoffs, RowHash hash)
{
    private readonly Dictionary<string, StreamRows> _streams = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, StreamRows> Streams => _streams;

    /// <summary>The sum of all rows' balances by currency, in minor units.</summary>
    public Dictionary<string, Int128> Balances { get; } = new(StringComparer.Ordinal);

    /// <summary>The sum of all rows of transactions that were posted, by currency, in minor units.</summary>
    public Dictionary<string, Int128> Moved { get; } = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // A projection that is not there has no tables.
        await ReadAsync(AuditedTable.Accounts, cutoffs.Accounts, hash, reader =>
        {
            StreamOfAccount(reader.GetValue(0)).Account = hash.Finish();
            Sum(Balances, reader.GetValue(2), reader.GetValue(8), 1);
        }, cancellationToken);
        await ReadAsync(AuditedTable.Holds, cutoffs.Accounts, hash, reader =>
        {
            var rows = StreamOfAccount(reader.GetValue(1));
            rows.Holds = rows.Holds.Add(hash.Finish());
        }, cancellationToken);
        var transactions = new TransactionRowHash(hash);
        await ReadAsync(AuditedTable.Transactions, cutoffs.Transactions, transactions, reader =>
        {
            var rows = StreamOfAccount(reader.GetValue(1));
            rows.Transactions = rows.Transactions.Add(transactions.Finish());
            // What was reversed did move; its reversal moves it back.
            if (reader.GetValue(3) is "posted" or "reversed")
            {
                Sum(Moved, reader.GetValue(4), reader.GetValue(5), reader.GetValue(2) is "deposit" or "transfer-in" or "reversal-in" ? 1 : -1);
            }
        }, cancellationToken);
        var day = new RowValues();
        await ReadAsync(AuditedTable.DailyNets, cutoffs.Transactions, day, _ =>
        {
            // What is no number is wrong, too.
            var (account, net) = ($"{day.Values[0]}", day.Values[2] as long? ?? 1);
            var rows = StreamOfAccount(account);
            rows.DayNets = unchecked(rows.DayNets + (DayNetSum.Weight(hash, account, $"{day.Values[1]}") * (UInt128)(Int128)net));
            day.Values.Clear();
        }, cancellationToken);
        var transfers = new TransferRowHash(hash);
        await ReadAsync(AuditedTable.Transfers, cutoffs.Transfers, transfers, reader =>
        {
            var (source, target) = transfers.Finish();
            var rows = StreamOfAccount(reader.GetValue(1));
            rows.Transfers = rows.Transfers.Add(source);
            if (target is { } credit)
            {
                rows = StreamOfAccount(reader.GetValue(2));
                rows.Transfers = rows.Transfers.Add(credit);
            }
        }, cancellationToken);
        await ReadAsync(AuditedTable.TransactionIds, cutoffs.Ids, hash, reader =>
        {
            var rows = Stream($"{reader.GetValue(0)}");
            rows.Ids = rows.Ids.Add(hash.Finish());
        }, cancellationToken);
        await ReadAsync(AuditedTable.Coverage, cutoffs.Ids, hash, reader =>
        {
            hash.Finish();
            Stream($"{reader.GetValue(0)}").Covered = reader.GetValue(1);
        }, cancellationToken);
        await ReadAsync(AuditedTable.Closings, cutoffs.Closings, hash, reader =>
        {
            var rows = StreamOfAccount(reader.GetValue(0));
            rows.Closings = rows.Closings.Add(hash.Finish());
        }, cancellationToken);
        await ReadAsync(AuditedTable.Search, cutoffs.Search, hash, reader =>
        {
            var rows = StreamOfAccount(reader.GetValue(2));
            rows.Search = rows.Search.Add(hash.Finish());
        }, cancellationToken);
    }

    private static void Sum(Dictionary<string, Int128> sums, object currency, object amount, int sign)
    {
        if (currency is string code && amount is long units)
        {
            sums[code] = sums.GetValueOrDefault(code) + ((Int128)units * sign);
        }
    }

    private async Task ReadAsync(AuditedTable table, Position? at, IRowSink sink, Action<DbDataReader> row, CancellationToken cancellationToken)
    {
        if (at is null)
        {
            return;
        }

        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(table.Select, cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            table.Read(reader, sink);
            row(reader);
        }
    }

    private StreamRows StreamOfAccount(object id) => Stream(string.Concat(Account.StreamPrefix, id as string ?? $"{id}"));

    private StreamRows Stream(string name)
    {
        if (!_streams.TryGetValue(name, out var rows))
        {
            _streams.Add(name, rows = new());
        }

        return rows;
    }
}
