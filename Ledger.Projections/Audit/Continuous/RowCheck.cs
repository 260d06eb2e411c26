using Dapper;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Audit.Continuous;

/// <summary>Holds rows of a snapshot against what the fold has come to at exactly its position.</summary>
internal sealed class RowCheck(IReadModelSnapshot snapshot, FindingList findings)
{
    private const int Together = 100;

    private static readonly int[] Moving = [.. new[] { "balance", "revision", "chain", "last_activity_at" }.Select(AuditedTable.Accounts.IndexOf)];

    /// <summary>Compares the rows of accounts, and of the last transaction that each has had.</summary>
    public async Task CompareAsync(
        IReadOnlyList<(StreamAudit Stream, AuditedEvent? Last)> touched, Position? transactions, CancellationToken cancellationToken)
    {
        foreach (var some in touched.Chunk(Together))
        {
            var rows = await RowsAsync(AuditedTable.Accounts, [.. some.Select(each => each.Stream.Account!.Id)], cancellationToken);
            foreach (var (stream, _) in some)
            {
                Compare(stream, rows.GetValueOrDefault(stream.Account!.Id));
            }

            var last = some.Where(each => each.Last is { Metadata: not null } e && e.Recorded.Position <= transactions).ToList();
            var posted = await RowsAsync(AuditedTable.Transactions, [.. last.Select(each => IdOf(each.Last!))], cancellationToken);
            last.ForEach(each => CompareTransaction(each.Stream, each.Last!, posted.GetValueOrDefault(IdOf(each.Last!))));
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
        if (stream.Account is not { IsBalanceKnown: true } || stream.Figures is not { } figures)
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
            object[] known = [figures.Balance, figures.Revision, figures.Chain.ToString(), figures.LastActivityAt];
            for (var i = 0; i < Moving.Length; i++)
            {
                expected.Values[Moving[i]] = known[i];
            }
        }

        if (AuditedTable.Accounts.Difference(row, expected) is { Length: > 0 } difference)
        {
            findings.Add(FindingKinds.AccountRowDiffers, name, figures.Revision, $"Its row differs: {difference}.");
        }
    }

    private static string IdOf(AuditedEvent e) => ((TransactionEvent)e.Happened!).TransactionId.ToString("D");

    private void CompareTransaction(StreamAudit stream, AuditedEvent e, RowValues? row)
    {
        var (id, expected) = (IdOf(e), new RowValues());
        ExpectedRows.Transaction(expected, (TransactionEvent)e.Happened!, e, stream.Account!.Id, long.CreateSaturating(stream.Account.Balance));
        if (row is null)
        {
            findings.Add(FindingKinds.TransactionRowMissing, stream.Stream.Value, e.Recorded.Revision, $"Transaction {id} has no row.");
        }
        else if (AuditedTable.Transactions.Difference(row, expected) is { Length: > 0 } difference)
        {
            findings.Add(FindingKinds.TransactionRowDiffers, stream.Stream.Value, e.Recorded.Revision, $"Transaction {id}: {difference}.");
        }
    }

    private async Task<Dictionary<string, RowValues>> RowsAsync(AuditedTable table, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, RowValues>(StringComparer.Ordinal);
        if (ids.Count == 0)
        {
            return rows;
        }

        await using var reader = await snapshot.Connection.ExecuteReaderAsync(
            new CommandDefinition($"{table.Select} WHERE id IN @ids", new { ids }, cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new RowValues();
            table.Read(reader, row);
            rows[$"{row.Values[0]}"] = row;
        }

        return rows;
    }
}
