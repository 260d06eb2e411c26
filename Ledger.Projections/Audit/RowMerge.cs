using System.Data.Common;
using Dapper;

namespace Ledger.Projections.Audit;

/// <param name="Key">The transaction's id, or what else its row is found by.</param>
internal sealed record ExpectedRow(long Revision, object Key, RowValues Values);

/// <summary>What differences between the rows of a table and the events are called.</summary>
/// <param name="Noun">What a row is of, as a sentence begins.</param>
internal sealed record RowKinds(string Noun, string Differs, string Missing, string Unexpected);

/// <summary>Lays the rows of one stream beside those that its events lead to, both in the order of revisions, and names what differs.</summary>
/// <param name="isOfOwner">Whether the key holds for one owner only.</param>
internal sealed class RowMerge(
    DbConnection connection, AuditedTable table, string owner, string key, bool isOfOwner, string revision, RowKinds kinds)
{
    private readonly int _key = table.IndexOf(key);
    private readonly int _revision = table.IndexOf(revision);
    private readonly List<ExpectedRow> _missing = [];
    private readonly List<(long? Revision, RowValues Row)> _unexpected = [];

    /// <param name="stream">What findings name.</param>
    /// <param name="ownerValue">Whose rows: an account's id, or a stream.</param>
    /// <param name="expected">In the order of revisions.</param>
    /// <param name="last">Rows of later revisions are explained by a tail that is missing, and passed over.</param>
    public async Task RunAsync(
        string stream, string ownerValue, IAsyncEnumerable<ExpectedRow> expected, long? last, FindingList findings, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(
            $"{table.Select} WHERE {owner} = @ownerValue ORDER BY {revision}, {key}", new { ownerValue }, cancellationToken: cancellationToken);
        await using (var reader = await connection.ExecuteReaderAsync(command))
        await using (var events = expected.GetAsyncEnumerator(cancellationToken))
        {
            var (row, next) = (await ReadAsync(reader, cancellationToken), await events.MoveNextAsync() ? events.Current : null);
            while (row is not null || next is not null)
            {
                var order = next is null ? -1 : row is null ? 1 : Compare(row, next);
                if (order == 0 && table.Difference(row!, next!.Values) is { Length: > 0 } difference)
                {
                    findings.Add(kinds.Differs, stream, next.Revision, $"{Name(next.Key)}: {difference}.");
                }
                else if (order < 0 && !(RevisionOf(row!) > last))
                {
                    Keep(_unexpected, (RevisionOf(row!), row!));
                }
                else if (order > 0)
                {
                    Keep(_missing, next!);
                }

                row = order <= 0 ? await ReadAsync(reader, cancellationToken) : row;
                next = order >= 0 ? await events.MoveNextAsync() ? events.Current : null : next;
            }
        }

        await SayAsync(stream, findings, cancellationToken);
    }

    private static void Keep<T>(List<T> list, T item)
    {
        if (list.Count < FindingList.MaxKeptOfStream)
        {
            list.Add(item);
        }
    }

    /// <summary>A row that is missing may stand there under another owner or revision: then it was changed.</summary>
    private async Task SayAsync(string stream, FindingList findings, CancellationToken cancellationToken)
    {
        foreach (var missing in _missing)
        {
            var elsewhere = await FindAsync(missing.Key, missing.Values, cancellationToken);
            if (elsewhere is null)
            {
                findings.Add(kinds.Missing, stream, missing.Revision, $"{Name(missing.Key)} has no row.");
                continue;
            }

            _unexpected.RemoveAll(unexpected => Equals(unexpected.Row.Values[_key], missing.Key));
            findings.Add(kinds.Differs, stream, missing.Revision, $"{Name(missing.Key)}: {table.Difference(elsewhere, missing.Values)}.");
        }

        foreach (var (at, row) in _unexpected)
        {
            findings.Add(kinds.Unexpected, stream, at, $"{Name(row.Values[_key])} has a row, and no event of the stream leads to it.");
        }
    }

    private async Task<RowValues?> FindAsync(object id, RowValues expected, CancellationToken cancellationToken)
    {
        var ofOwner = isOfOwner ? $" AND {owner} = @ownerValue" : string.Empty;
        var command = new CommandDefinition(
            $"{table.Select} WHERE {key} = @id{ofOwner}",
            new { id, ownerValue = (string)expected.Values[table.IndexOf(owner)]! },
            cancellationToken: cancellationToken);
        await using var reader = await connection.ExecuteReaderAsync(command);
        return await ReadAsync(reader, cancellationToken);
    }

    private string Name(object? id) => $"{kinds.Noun} {id}";

    private async Task<RowValues?> ReadAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var row = new RowValues();
        table.Read(reader, row);
        return row;
    }

    private int Compare(RowValues row, ExpectedRow next)
    {
        var order = (RevisionOf(row) ?? long.MaxValue).CompareTo(next.Revision);
        return order != 0 ? order : string.CompareOrdinal($"{row.Values[_key]}", $"{next.Key}");
    }

    private long? RevisionOf(RowValues row) => row.Values[_revision] as long?;
}
