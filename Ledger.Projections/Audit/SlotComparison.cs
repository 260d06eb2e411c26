using System.Data.Common;
using Dapper;

namespace Ledger.Projections.Audit;

/// <summary>Compares rows in <c>transaction_slots</c> with what an account's transactions come to, and names those that differ.</summary>
internal sealed class SlotComparison(DbConnection connection, FindingList findings)
{
    private static readonly AuditedTable Table = AuditedTable.Slots;

    /// <param name="stream">What findings name.</param>
    /// <param name="expected">Of the account, or of one quarter.</param>
    /// <param name="slot">The quarter; <see langword="null"/> for all of them.</param>
    public async Task RunAsync(string stream, string accountId, SlotSums expected, long? slot, CancellationToken cancellationToken)
    {
        var there = await RowsAsync(accountId, slot, cancellationToken);
        var row = new RowValues();
        expected.WriteTo(row, accountId, () =>
        {
            var complete = new RowValues();
            complete.Values.AddRange(row.Values);
            row.Values.Clear();
            Compare(stream, there, complete);
        });
        foreach (var unexpected in there.Values)
        {
            findings.Add(FindingKinds.SlotRowUnexpected, stream, null, $"{NameOf(unexpected)} has a row, and no event leads to it.");
        }
    }

    private void Compare(string stream, Dictionary<string, RowValues> there, RowValues expected)
    {
        if (!there.Remove(NameOf(expected), out var row))
        {
            findings.Add(FindingKinds.SlotRowMissing, stream, null, $"{NameOf(expected)} has no row.");
        }
        else if (Table.Difference(row, expected) is { Length: > 0 } difference)
        {
            findings.Add(FindingKinds.SlotRowDiffers, stream, null, $"{NameOf(expected)} has another row: {difference}.");
        }
    }

    private async Task<Dictionary<string, RowValues>> RowsAsync(string accountId, long? slot, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, RowValues>(StringComparer.Ordinal);
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
            $"{Table.Select} WHERE account_id = @accountId{(slot is null ? string.Empty : " AND slot = @slot")}",
            new { accountId, slot },
            cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new RowValues();
            Table.Read(reader, row);
            rows[NameOf(row)] = row;
        }

        return rows;
    }

    private static string NameOf(RowValues row) =>
        $"The quarter of an hour from {(row.Values[1] is long slot and > -60_000_000 and < 200_000_000 ? SlotSums.TextOf(slot) : row.Values[1])} in {row.Values[2]}{(row.Values[3] is 0L ? string.Empty : $" (converted: {row.Values[3]})")}";
}
