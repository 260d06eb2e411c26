using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Audit.Continuous;

/// <summary>Holds rows of a snapshot against what the fold has come to at exactly its position.</summary>
/// <param name="at">The position of the fold, which is that of <c>accounts</c>.</param>
internal sealed class RowCheck(IReadModelSnapshot snapshot, Position at, FindingList findings)
{
    private const int Together = 100;
    // Each is a question or two of its own.
    private const int SlotsTogether = 20;

    private static readonly int HoldOwner = AuditedTable.Holds.IndexOf("account_id");

    /// <summary>Compares the rows of accounts, of their open holds, of the last transaction that each has had, and of its quarter of an hour.</summary>
    public async Task CompareAsync(
        IReadOnlyList<(StreamAudit Stream, AuditedEvent? Last)> touched, Position? transactions, CancellationToken cancellationToken)
    {
        var (holds, posted) = (new HoldRowCheck(findings), new TransactionRowCheck(transactions == at, findings));
        var slots = new SlotRowCheck(snapshot.Connection, findings);
        foreach (var some in touched.Chunk(Together))
        {
            string[] ids = [.. some.Select(each => each.Stream.Account!.Id)];
            var rows = await RowsAsync(AuditedTable.Accounts, "id IN @ids", ids, cancellationToken);
            var open = (await RowsAsync(AuditedTable.Holds, "account_id IN @ids AND status = 'open'", ids, cancellationToken))
                .ToLookup(row => $"{row.Value.Values[HoldOwner]}", StringComparer.Ordinal);
            foreach (var (stream, _) in some)
            {
                Compare(stream, rows.GetValueOrDefault(stream.Account!.Id));
                holds.Compare(stream, open[stream.Account.Id].ToDictionary(StringComparer.Ordinal));
            }

            var last = some.Where(each => each.Last is { Metadata: not null } e && e.Recorded.Position <= transactions).ToList();
            var transactionRows = await RowsAsync(
                AuditedTable.Transactions, "id IN @ids", [.. last.SelectMany(each => TransactionRowCheck.IdsOf(each.Last!))], cancellationToken);
            last.ForEach(each => posted.Compare(each.Stream, each.Last!, transactionRows));
            foreach (var (stream, e) in last.Take(SlotsTogether))
            {
                var rowsOf = TransactionRowCheck.IdsOf(e!).Select(id => transactionRows.GetValueOrDefault(id)).OfType<RowValues>();
                await slots.CompareAsync(stream, rowsOf, cancellationToken);
            }
        }
    }

    /// <summary>The next accounts in the order of their ids, round and round.</summary>
    public async Task<IReadOnlyList<RowValues>> NextAccountsAsync(string after, int count, CancellationToken cancellationToken)
    {
        var rows = new List<RowValues>();
        await using var reader = await snapshot.Connection.ExecuteReaderAsync(new CommandDefinition(
            $"{AuditedTable.Accounts.Select} WHERE id > @after ORDER BY id LIMIT @count", new { after, count }, cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new());
            AuditedTable.Accounts.Read(reader, rows[^1]);
        }

        return rows;
    }

    /// <summary>Compares an account's row as far as the fold knows the account.</summary>
    public void Compare(StreamAudit stream, RowValues? row)
    {
        if (stream.Figures is not { } figures)
        {
            return;
        }

        var (name, expected) = (stream.Stream.Value, new RowValues());
        if (row is null)
        {
            findings.Add(FindingKinds.AccountRowMissing, name, figures.Revision, "The account has no row.");
            return;
        }

        if (!stream.TryWriteRow(expected))
        {
            // The opening was not seen: what it said is taken from the row, and only what moves is compared.
            expected.Values.AddRange(row.Values);
        }

        var account = stream.Account!;
        Set("balance", account.IsBalanceKnown ? figures.Balance : null);
        Set("held", account.IsHeldKnown ? figures.Held : null);
        Set("status", account.IsStandingKnown ? figures.Status : null);
        Set("revision", figures.Revision);
        Set("chain", figures.Chain.ToString());
        Set("last_activity_at", figures.LastActivityAt);
        if (AuditedTable.Accounts.Difference(row, expected) is { Length: > 0 } difference)
        {
            findings.Add(FindingKinds.AccountRowDiffers, name, figures.Revision, $"Its row differs: {difference}.");
        }

        void Set(string column, object? value)
        {
            var i = AuditedTable.Accounts.IndexOf(column);
            // What the fold does not know is not compared.
            expected.Values[i] = value ?? row.Values[i];
        }
    }

    private async Task<Dictionary<string, RowValues>> RowsAsync(
        AuditedTable table, string where, string[] ids, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, RowValues>(StringComparer.Ordinal);
        if (ids.Length == 0)
        {
            return rows;
        }

        await using var reader = await snapshot.Connection.ExecuteReaderAsync(
            new CommandDefinition($"{table.Select} WHERE {where}", new { ids }, cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new RowValues();
            table.Read(reader, row);
            rows[$"{row.Values[0]}"] = row;
        }

        return rows;
    }
}
