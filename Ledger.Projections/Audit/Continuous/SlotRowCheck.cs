using System.Data.Common;
using Dapper;

namespace Ledger.Projections.Audit.Continuous;

/// <summary>
/// Holds the figures of the quarters of an hour that were touched last against the transactions of these quarters. Both are of one read
/// model, and so of one position, whatever the others'.
/// </summary>
internal sealed class SlotRowCheck(DbConnection connection, FindingList findings)
{
    // What has more in a quarter of an hour is left to a verification.
    private const int MaxTransactions = 1_000;

    private static readonly AuditedTable Table = AuditedTable.Transactions;
    private static readonly int EffectiveAt = Table.IndexOf("effective_at");

    /// <param name="transactions">Rows of transactions that were touched.</param>
    public async Task CompareAsync(StreamAudit stream, IEnumerable<RowValues> transactions, CancellationToken cancellationToken)
    {
        foreach (var slot in transactions.Select(row => row.Values[EffectiveAt]).OfType<long>().Select(SlotSums.SlotOf).Distinct())
        {
            if (await SumsAsync(stream.Account!.Id, slot, cancellationToken) is { } expected)
            {
                await new SlotComparison(connection, findings).RunAsync(stream.Stream.Value, stream.Account.Id, expected, slot, cancellationToken);
            }
        }
    }

    private async Task<SlotSums?> SumsAsync(string accountId, long slot, CancellationToken cancellationToken)
    {
        var (sums, count) = (new SlotSums(), 0);
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
            $"{Table.Select} WHERE account_id = @accountId AND effective_at >= @from AND effective_at < @to LIMIT {MaxTransactions + 1}",
            new { accountId, from = SlotSums.StartOf(slot), to = SlotSums.StartOf(slot + 1) },
            cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new RowValues();
            Table.Read(reader, row);
            sums.Take(row.Values);
            if (++count > MaxTransactions)
            {
                return null;
            }
        }

        return sums;
    }
}
