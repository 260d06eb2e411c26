using Dapper;
using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;
using Ledger.Projections.Search;

namespace Ledger.Projections.Users;

/// <summary>A row of <c>users</c>; times in microseconds since 1970.</summary>
public sealed record UserRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public long Revision { get; init; }

    public long ChangedAt { get; init; }

    public long CommitPosition { get; init; }

    public long PreparePosition { get; init; }

    /// <summary>Where the user was registered: the place in lists.</summary>
    public Position Position => new((ulong)CommitPosition, (ulong)PreparePosition);
}

/// <summary>Questions to <c>users</c>. Who was removed is in none of the answers.</summary>
public sealed class UserQueries(IReadModelStore store)
{
    private const string Columns =
        "id AS Id, name AS Name, revision AS Revision, changed_at AS ChangedAt, commit_position AS CommitPosition, prepare_position AS PreparePosition";

    public async Task<UserRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UserRow>(
            $"SELECT {Columns} FROM users WHERE id = @id AND status = '{UserWords.Active}'", new { id });
    }

    /// <summary>Users, the newest first.</summary>
    /// <param name="search">Pieces of words that the name must hold; <see langword="null"/> for everybody.</param>
    /// <param name="before">Only those who were registered before this position.</param>
    public async Task<IReadOnlyList<UserRow>> ListAsync(string? search, Position? before, int limit, CancellationToken cancellationToken)
    {
        var words = Words.Of(search);
        if (search is not null && words.Count == 0)
        {
            return [];
        }

        var parameters = new DynamicParameters(new { commit = (long?)before?.Commit, prepare = (long?)before?.Prepare, limit });
        var where = new WhereClause().And(UserWords.Active, $"status = '{UserWords.Active}'").And(before, WhereClause.Before);
        foreach (var (i, word) in words.Index())
        {
            // Of letters and digits alone, so nothing in it means something else to LIKE.
            where.And(word, $"folded_name LIKE @word{i}");
            parameters.Add($"word{i}", $"%{word}%");
        }

        await using var connection = await store.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<UserRow>($"SELECT {Columns} FROM users {where} {WhereClause.NewestFirst}", parameters)];
    }
}
