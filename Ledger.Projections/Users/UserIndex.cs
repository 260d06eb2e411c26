using System.Diagnostics.CodeAnalysis;
using Dapper;
using Ledger.Projections.Matching;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Users;

/// <summary>
/// Finds who is named in a description, among the users of the read model. The index stands in memory and follows the table: each
/// question first takes in what has changed there, so that it is as new as the table, on every process.
/// </summary>
public sealed class UserIndex(IReadModelStore store) : IDisposable
{
    private const int Together = 10_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private UserMatcher _matcher = new();
    private (int? Generation, long Commit, long Prepare) _at;

    /// <param name="limit">How many users are answered at most.</param>
    /// <param name="minScore">Who scores less is left out.</param>
    public async Task<UserMatches> MatchAsync(string description, int limit, double minScore, CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).Match(description, limit, minScore);

    /// <summary>The users as the table has them now, for many questions at once. It goes on following the table until another generation is live.</summary>
    public async Task<UserMatcher> CurrentAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await CatchUpAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }

        return Volatile.Read(ref _matcher);
    }

    public void Dispose()
    {
        _matcher.Dispose();
        _turn.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It takes the place of the one before, which others may still ask.")]
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        // Before the rows: where it is switched in between, the next question begins anew.
        var generation = await connection.ExecuteScalarAsync<int?>(
            "SELECT live_generation FROM projections WHERE name = @name", new { name = UsersProjection.Name });
        var (matcher, at) = generation == _at.Generation ? (_matcher, _at) : (new UserMatcher(), (generation, 0, 0));
        while (true)
        {
            var changed = (await connection.QueryAsync<Changed>(
                """
                SELECT id AS Id, name AS Name, status AS Status, changed_commit AS ChangedCommit, changed_prepare AS ChangedPrepare FROM users
                WHERE (changed_commit, changed_prepare) > (@Commit, @Prepare) ORDER BY changed_commit, changed_prepare LIMIT @Together
                """,
                new { at.Commit, at.Prepare, Together })).AsList();
            foreach (var row in changed)
            {
                if (row.Status == UserWords.Active)
                {
                    matcher.Put(row.Id, row.Name);
                }
                else
                {
                    matcher.Remove(row.Id);
                }

                at = (generation, row.ChangedCommit, row.ChangedPrepare);
            }

            if (changed.Count < Together)
            {
                Volatile.Write(ref _matcher, matcher);
                _at = at;
                return;
            }
        }
    }

    private sealed record Changed
    {
        public required string Id { get; init; }

        public required string Name { get; init; }

        public required string Status { get; init; }

        public long ChangedCommit { get; init; }

        public long ChangedPrepare { get; init; }
    }
}
