using System.Data.Common;
using Dapper;
using Ledger.EventStore.Port;

namespace Ledger.Projections.Audit;

/// <summary>Compares everything that the read models hold of one stream with its events, row by row, and names what differs.</summary>
internal sealed class StreamComparison(DbConnection connection, ExpectedHistory history, Cutoffs cutoffs, FindingList findings)
{
    /// <param name="stream">As the fold left it; without events where the log has none of it.</param>
    public async Task RunAsync(StreamAudit stream, CancellationToken cancellationToken)
    {
        var name = stream.Stream.Value;
        var account = stream.Account is { } a && cutoffs.Accounts is not null
            ? await RowAsync(AuditedTable.Accounts, "id", a.Id, cancellationToken)
            : null;
        var covered = cutoffs.Ids is null ? null : await RowAsync(AuditedTable.Coverage, "stream", name, cancellationToken);
        var isCut = SayIfCut(stream, account, covered);
        if (!isCut)
        {
            CompareAccount(stream, account);
            CompareCoverage(stream, covered);
            await CompareUserAsync(stream, cancellationToken);
        }

        try
        {
            await new ManyRowsComparison(connection, history, cutoffs, findings).RunAsync(stream, isCut ? stream.Covered : null, cancellationToken);
        }
        catch (StoreCorruptException fault)
        {
            findings.Add(FindingKinds.StreamCorrupt, name, null, fault.Message);
        }
    }

    /// <summary>
    /// A tail is missing where all rows that count revisions are ahead of the stream: they come from different projections, and a
    /// row that was changed by hand stands alone.
    /// </summary>
    private bool SayIfCut(StreamAudit stream, RowValues? account, RowValues? covered)
    {
        var ahead = covered?.Values[1] as long?;
        var seen = account?.Values[AuditedTable.Accounts.IndexOf("revision")] as long?;
        if (!(ahead > stream.Covered) || (stream.Account is not null && cutoffs.Accounts is not null && !(seen > (stream.Figures?.Revision ?? -1))))
        {
            return false;
        }

        if (stream.Covered < 0)
        {
            findings.Add(FindingKinds.StreamMissing, stream.Stream.Value, 0, $"The stream is missing: the read models have seen it up to revision {ahead}.");
        }
        else
        {
            findings.Add(
                FindingKinds.TailMissing,
                stream.Stream.Value,
                stream.Covered + 1,
                $"The stream ends at revision {stream.Covered}; the read models have seen it up to revision {ahead}.");
        }

        return true;
    }

    private void CompareAccount(StreamAudit stream, RowValues? row)
    {
        if (stream.Account is null || cutoffs.Accounts is null)
        {
            return;
        }

        var (name, expected) = (stream.Stream.Value, new RowValues());
        if (!stream.TryWriteRow(expected))
        {
            if (row is not null && stream.Figures is null)
            {
                findings.Add(FindingKinds.AccountRowUnexpected, name, null, "The account has a row, and no event leads to it.");
            }
        }
        else if (row is null)
        {
            findings.Add(FindingKinds.AccountRowMissing, name, stream.Figures?.Revision, "The account has no row.");
        }
        else if (AuditedTable.Accounts.Difference(row, expected) is { Length: > 0 } difference)
        {
            findings.Add(FindingKinds.AccountRowDiffers, name, stream.Figures?.Revision, $"Its row differs: {difference}.");
        }
    }

    private async Task CompareUserAsync(StreamAudit stream, CancellationToken cancellationToken)
    {
        if (stream.User is not { } user || cutoffs.Users is null)
        {
            return;
        }

        var (name, expected) = (stream.Stream.Value, new RowValues());
        var row = await RowAsync(AuditedTable.Users, "id", user.Id, cancellationToken);
        if (!user.TryWriteRow(expected))
        {
            if (row is not null && user.Revision is null)
            {
                findings.Add(FindingKinds.UserRowUnexpected, name, null, "The user has a row, and no event leads to it.");
            }
        }
        else if (row is null)
        {
            findings.Add(FindingKinds.UserRowMissing, name, user.Revision, "The user has no row.");
        }
        else if (AuditedTable.Users.Difference(row, expected) is { Length: > 0 } difference)
        {
            findings.Add(FindingKinds.UserRowDiffers, name, user.Revision, $"Its row differs: {difference}.");
        }
    }

    private void CompareCoverage(StreamAudit stream, RowValues? row)
    {
        if (cutoffs.Ids is null)
        {
            return;
        }

        var (name, expected) = (stream.Stream.Value, new RowValues());
        expected.Add(name);
        expected.Add(stream.Covered);
        if (stream.Covered < 0)
        {
            if (row is not null)
            {
                findings.Add(FindingKinds.CoverageRowUnexpected, name, null, "Its coverage has a row, and the stream has no event.");
            }
        }
        else if (row is null)
        {
            findings.Add(FindingKinds.CoverageRowMissing, name, stream.Covered, "Its coverage has no row.");
        }
        else if (AuditedTable.Coverage.Difference(row, expected) is { Length: > 0 } difference)
        {
            findings.Add(FindingKinds.CoverageRowDiffers, name, stream.Covered, $"Its coverage differs: {difference}.");
        }
    }

    private async Task<RowValues?> RowAsync(AuditedTable table, string key, string value, CancellationToken cancellationToken)
    {
        await using var reader = await connection.ExecuteReaderAsync(
            new CommandDefinition($"{table.Select} WHERE {key} = @value", new { value }, cancellationToken: cancellationToken));
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var row = new RowValues();
        table.Read(reader, row);
        return row;
    }
}
