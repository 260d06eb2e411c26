using System.Data.Common;
using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Matches;

/// <summary>Questions to the read model of matches.</summary>
public sealed class MatchQueries(IReadModelStore store)
{
    private const string Status =
        $"CASE WHEN undone.match_id IS NOT NULL THEN '{MatchWords.Undone}' WHEN is_proposal = 1 AND accepted.match_id IS NULL THEN '{MatchWords.Proposed}' ELSE '{MatchWords.Recorded}' END";

    private const string Select =
        $"""
        SELECT id AS Id, matches.account_id AS AccountId, transaction_id AS TransactionId, {Status} AS Status, user_id AS UserId, tolerance AS Tolerance,
            method AS Method, rule AS Rule, score AS Score, evidence AS Evidence, matches.recorded_at AS RecordedAt,
            accepted.recorded_at AS AcceptedAt, undone.recorded_at AS UndoneAt,
            undone.reason AS Reason, CASE WHEN is_proposal = 1 THEN accepted.revision ELSE matches.revision END AS RecordedRevision, commit_position AS CommitPosition, prepare_position AS PreparePosition
        FROM matches
            LEFT JOIN match_steps AS accepted ON accepted.match_id = id AND accepted.step = '{MatchWords.Accepted}'
            LEFT JOIN match_steps AS undone ON undone.match_id = id AND undone.step = '{MatchWords.Undone}'
        """;

    private const string OfTransaction = "id IN (SELECT match_id FROM match_members AS member WHERE member.transaction_id = @transaction)";

    public async Task<MatchRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<MatchRow>($"{Select} WHERE id = @id", new { id = id.ToString() });
        return found is null ? null : (await WithMembersAsync(connection, [found]))[0];
    }

    /// <summary>Matches, the newest first.</summary>
    /// <param name="before">Only those that were recorded before this position.</param>
    public async Task<IReadOnlyList<MatchRow>> ListAsync(MatchFilter filter, Position? before, int limit, CancellationToken cancellationToken)
    {
        var where = new WhereClause()
            .And(filter.UserId, "user_id = @user")
            .And(filter.TransactionId, OfTransaction)
            .And(filter.Status, $"{Status} = @status")
            .And(filter.Method, "method = @method")
            .And(before, WhereClause.Before);
        await using var connection = await store.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<MatchRow>($"{Select} {where} {WhereClause.NewestFirst}", new
        {
            user = filter.UserId,
            transaction = filter.TransactionId,
            status = filter.Status,
            method = filter.Method,
            commit = (long?)before?.Commit,
            prepare = (long?)before?.Prepare,
            limit,
        });
        return await WithMembersAsync(connection, rows.AsList());
    }

    /// <summary>All matches of a transaction, whatever became of them, the newest first.</summary>
    public async Task<IReadOnlyList<MatchRow>> OfTransactionAsync(string transactionId, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<MatchRow>(
            $"{Select} WHERE {OfTransaction} ORDER BY commit_position DESC, prepare_position DESC", new { transaction = transactionId });
        return await WithMembersAsync(connection, rows.AsList());
    }

    /// <summary>All matches with users that some transactions have, had, or were proposed, the newest first; without members.</summary>
    public async Task<ILookup<string, MatchRow>> WithUsersAsync(IReadOnlyCollection<string> transactionIds, CancellationToken cancellationToken)
    {
        if (transactionIds.Count == 0)
        {
            return Enumerable.Empty<MatchRow>().ToLookup(row => row.Id, StringComparer.Ordinal);
        }

        await using var connection = await store.OpenAsync(cancellationToken);
        var (list, parameters) = ListOf(transactionIds);
        var rows = await connection.QueryAsync<MatchRow>(new(
            $"""
            {Select} WHERE user_id IS NOT NULL AND id IN (SELECT match_id FROM match_members AS member WHERE member.transaction_id IN {list})
            ORDER BY commit_position DESC, prepare_position DESC
            """,
            parameters,
            cancellationToken: cancellationToken));
        return rows.ToLookup(row => row.TransactionId, StringComparer.Ordinal);
    }

    /// <summary>The matches that stand, or are proposed, of each of some transactions, the newest first.</summary>
    public async Task<ILookup<string, MatchRow>> OfTransactionsAsync(IReadOnlyCollection<string> transactionIds, CancellationToken cancellationToken)
    {
        if (transactionIds.Count == 0)
        {
            return Enumerable.Empty<MatchRow>().ToLookup(row => row.Id, StringComparer.Ordinal);
        }

        await using var connection = await store.OpenAsync(cancellationToken);
        var (list, parameters) = ListOf(transactionIds);
        var rows = await connection.QueryAsync<MatchRow>(
            $"""
            {Select} WHERE undone.match_id IS NULL AND id IN (SELECT match_id FROM match_members AS member WHERE member.transaction_id IN {list})
            ORDER BY commit_position DESC, prepare_position DESC
            """,
            parameters);
        var asked = transactionIds.ToHashSet(StringComparer.Ordinal);
        return (await WithMembersAsync(connection, rows.AsList()))
            .SelectMany(match => match.Members.Where(member => asked.Contains(member.TransactionId)).Select(member => (member.TransactionId, Match: match)))
            .ToLookup(each => each.TransactionId, each => each.Match, StringComparer.Ordinal);
    }

    /// <summary>A list as SQL has it, and its values: of one parameter for all of them, each store has an idea of its own.</summary>
    private static (string Sql, DynamicParameters Parameters) ListOf(IReadOnlyCollection<string> values)
    {
        var parameters = new DynamicParameters();
        foreach (var (i, value) in values.Index())
        {
            parameters.Add($"id{i}", value);
        }

        return ($"({string.Join(", ", values.Select((_, i) => $"@id{i}"))})", parameters);
    }

    private static async Task<List<MatchRow>> WithMembersAsync(DbConnection connection, List<MatchRow> rows)
    {
        if (rows.Count == 0)
        {
            return rows;
        }

        var (list, parameters) = ListOf(rows.ConvertAll(row => row.Id));
        var members = (await connection.QueryAsync<MatchMemberRow>(
            $"SELECT match_id AS MatchId, transaction_id AS TransactionId, member_account_id AS AccountId FROM match_members WHERE match_id IN {list} ORDER BY transaction_id",
            parameters)).ToLookup(member => member.MatchId, StringComparer.Ordinal);
        return rows.ConvertAll(row => row with { Members = [.. members[row.Id].OrderBy(member => member.TransactionId != row.TransactionId)] });
    }
}
