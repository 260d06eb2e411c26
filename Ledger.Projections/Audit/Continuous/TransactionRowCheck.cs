using Ledger.Domain.Accounts;

namespace Ledger.Projections.Audit.Continuous;

/// <summary>Holds the row of an account's last transaction, and the row of what that takes back, against the fold.</summary>
/// <param name="isExact">Whether the rows are of the fold's position. Where they are ahead, what later events may have marked is passed over.</param>
internal sealed class TransactionRowCheck(bool isExact, FindingList findings)
{
    private static readonly AuditedTable Table = AuditedTable.Transactions;
    private static readonly int Status = Table.IndexOf("status");
    private static readonly int Revision = Table.IndexOf("revision");

    // What a submission says, and its decision does not.
    private static readonly int[] OfSubmission =
        [.. new[] { "description", "reference", "metadata", "commit_position", "prepare_position" }.Select(Table.IndexOf)];

    private static readonly int[] Marks = [.. Table.Columns.Select((_, i) => i).Skip(Table.IndexOf("reversed_by"))];

    /// <summary>The transactions whose rows are to be read.</summary>
    public static IEnumerable<string> IdsOf(AuditedEvent e) =>
        new[] { ((TransactionEvent)e.Happened!).TransactionId, ReversalFact.TakenBackBy(e.Happened)?.Of }.OfType<Guid>().Select(id => $"{id:D}");

    public void Compare(StreamAudit stream, AuditedEvent e, IReadOnlyDictionary<string, RowValues> rows)
    {
        var happened = (TransactionEvent)e.Happened!;
        var id = $"{happened.TransactionId:D}";
        if (rows.GetValueOrDefault(id) is not { } row)
        {
            findings.Add(FindingKinds.TransactionRowMissing, stream.Stream.Value, e.Recorded.Revision, $"Transaction {id} has no row.");
        }
        else if (isExact || happened is not TransactionSubmitted || Equals(row.Values[Revision], e.Recorded.Revision))
        {
            var expected = new RowValues();
            ExpectedRows.Transaction(
                expected, stream.Account!.Id, e, null, long.CreateSaturating(stream.Account.Balance), reversedBy: null, happened.Conversion);
            Take(row, expected, happened);
            Say(stream, e, id, row, expected);
        }

        if (isExact && ReversalFact.TakenBackBy(happened) is { } reversal)
        {
            CompareReversed(stream, e, reversal, rows.GetValueOrDefault($"{reversal.Of:D}"));
        }
    }

    private void Take(RowValues row, RowValues expected, TransactionEvent happened)
    {
        foreach (var column in ExpectedRows.IsDecision(happened) ? OfSubmission : [])
        {
            expected.Values[column] = row.Values[column];
        }

        if (isExact)
        {
            return;
        }

        foreach (var column in Marks)
        {
            expected.Values[column] ??= row.Values[column];
        }

        if (row.Values[Status] is "reversed" && expected.Values[Status] is "posted")
        {
            expected.Values[Status] = "reversed";
        }
    }

    /// <summary>What is taken back says so, and is of the same amount.</summary>
    private void CompareReversed(StreamAudit stream, AuditedEvent e, ReversalFact reversal, RowValues? row)
    {
        var id = $"{reversal.Of:D}";
        if (row is null)
        {
            findings.Add(FindingKinds.TransactionRowMissing, stream.Stream.Value, e.Recorded.Revision, $"Transaction {id} is taken back, and has no row.");
            return;
        }

        var expected = new RowValues();
        expected.Values.AddRange(row.Values);
        expected.Values[Status] = "reversed";
        expected.Values[Table.IndexOf("reversed_by")] = $"{reversal.By:D}";
        expected.Values[Table.IndexOf("amount")] = reversal.Amount.MinorUnits;
        Say(stream, e, id, row, expected);
    }

    private void Say(StreamAudit stream, AuditedEvent e, string id, RowValues row, RowValues expected)
    {
        if (Table.Difference(row, expected) is { Length: > 0 } difference)
        {
            findings.Add(FindingKinds.TransactionRowDiffers, stream.Stream.Value, e.Recorded.Revision, $"Transaction {id}: {difference}.");
        }
    }
}
