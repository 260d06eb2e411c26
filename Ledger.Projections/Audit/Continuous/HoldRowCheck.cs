namespace Ledger.Projections.Audit.Continuous;

/// <summary>Holds the rows of an account's open holds against the fold.</summary>
internal sealed class HoldRowCheck(FindingList findings)
{
    private static readonly AuditedTable Table = AuditedTable.Holds;

    /// <param name="rows">Those that say that they are open.</param>
    public void Compare(StreamAudit stream, IReadOnlyDictionary<string, RowValues> rows)
    {
        var (name, revision) = (stream.Stream.Value, stream.Figures?.Revision);
        foreach (var hold in stream.Account!.Open.Holds)
        {
            var id = $"{hold.Id:D}";
            if (rows.GetValueOrDefault(id) is not { } row)
            {
                findings.Add(FindingKinds.HoldRowMissing, name, revision, $"Hold {id} is open, and has no row that says so.");
                continue;
            }

            var expected = new RowValues();
            expected.Values.AddRange(row.Values);
            expected.Values[Table.IndexOf("currency")] = hold.Amount.Currency.Code;
            expected.Values[Table.IndexOf("amount")] = hold.Amount.MinorUnits;
            expected.Values[Table.IndexOf("expires_at")] = hold.ExpiresAt is { } at ? ExpectedRows.Micros(at) : null;
            if (Table.Difference(row, expected) is { Length: > 0 } difference)
            {
                findings.Add(FindingKinds.HoldRowDiffers, name, revision, $"Hold {id}: {difference}.");
            }
        }

        // Where the fold has not seen the beginning, others may be open.
        if (stream.Account.Open.IsComplete)
        {
            foreach (var id in rows.Keys.Except(stream.Account.Open.Holds.Select(hold => $"{hold.Id:D}"), StringComparer.Ordinal))
            {
                findings.Add(FindingKinds.HoldRowUnexpected, name, revision, $"Hold {id} has a row that says it is open, and it is not.");
            }
        }
    }
}
