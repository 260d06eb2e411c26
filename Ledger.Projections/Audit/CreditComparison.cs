using System.Data.Common;
using Dapper;
using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit;

/// <summary>Compares what an account says of transfers to it with their rows, which are of the accounts that have sent them.</summary>
internal sealed class CreditComparison(DbConnection connection, FindingList findings)
{
    private static readonly AuditedTable Table = AuditedTable.Transfers;

    public async Task RunAsync(
        string stream,
        string accountId,
        IAsyncEnumerable<(TransferReceived Received, long Revision)> credits,
        long? last,
        CancellationToken cancellationToken)
    {
        var received = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (e, revision) in credits.WithCancellation(cancellationToken))
        {
            var id = $"{e.TransferId:D}";
            received.Add(id);
            var row = await FindAsync(id, cancellationToken);
            if (row is null)
            {
                findings.Add(FindingKinds.TransferRowMissing, stream, revision, $"Transfer {id} has no row.");
            }
            else if (Table.Difference(row, With(row, e, accountId)) is { Length: > 0 } difference)
            {
                findings.Add(FindingKinds.TransferRowDiffers, stream, revision, $"Transfer {id}: {difference}.");
            }
        }

        // Where the tail is missing, what it received is said to be missing with it.
        foreach (var id in last is null ? await ClaimedAsync(accountId) : [])
        {
            if (!received.Contains(id))
            {
                findings.Add(FindingKinds.TransferRowUnexpected, stream, null, $"Transfer {id} has a row that says it was received, and no event of the stream says so.");
            }
        }
    }

    private static RowValues With(RowValues row, TransferReceived e, string accountId)
    {
        var expected = new RowValues();
        expected.Values.AddRange(row.Values);
        Set("from_account_id", e.FromAccountId);
        Set("to_account_id", accountId);
        Set("status", "completed");
        Set("currency", e.Amount.Currency.Code);
        Set("amount", e.Amount.MinorUnits);
        Set("credit_transaction_id", $"{e.TransactionId:D}");
        return expected;

        void Set(string column, object value) => expected.Values[Table.IndexOf(column)] = value;
    }

    private async Task<IEnumerable<string>> ClaimedAsync(string accountId) => await connection.QueryAsync<string>(
        $"SELECT id FROM {Table.Name} WHERE to_account_id = @accountId AND (credit_transaction_id IS NOT NULL OR status = 'completed') ORDER BY id",
        new { accountId });

    private async Task<RowValues?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition($"{Table.Select} WHERE id = @id", new { id }, cancellationToken: cancellationToken));
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var row = new RowValues();
        Table.Read(reader, row);
        return row;
    }
}
