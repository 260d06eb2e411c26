using System.Diagnostics.CodeAnalysis;
using Dapper;
using Ledger.Projections.Matching.Similar;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Transactions;

/// <summary>
/// Finds similar transactions of the read model. The index stands in memory, is filled beside everything else, and then follows the table: each
/// question first takes in what has come, so that it is as new as the table, on every process. Where another generation goes live a new index is filled
/// while the one before is asked.
/// </summary>
public sealed class TransactionIndex(IReadModelStore store, TimeProvider time) : IDisposable
{
    // A question keeps one core busy and takes room that grows with the ledger.
    private readonly SemaphoreSlim _questions = new(Environment.ProcessorCount);
    private readonly TaskCompletionSource _filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FollowedTransactions? _current;
    private FollowedTransactions? _filling;
    private long _total;

    public bool IsFilled => _filled.Task.IsCompleted;

    /// <summary>How many transactions the index that is being filled has seen, and how many there were when that began.</summary>
    public (long Seen, long Total) Progress => (Volatile.Read(ref _filling)?.Seen ?? 0, Volatile.Read(ref _total));

    /// <summary>Whether it takes in nothing more, since it has no more room.</summary>
    public bool IsFull => Volatile.Read(ref _current)?.Index.IsFull ?? false;

    /// <returns>Whether it can be asked.</returns>
    public async Task<bool> WaitUntilFilledAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await _filled.Task.WaitAsync(patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Takes in what has come, or fills it. It is for one at a time.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It takes the place of the one before, which others may still ask.")]
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenAsync(cancellationToken);
        // Before the rows: where it is switched in between, the next round begins anew.
        var generation = await connection.ExecuteScalarAsync<int?>(
            "SELECT live_generation FROM projections WHERE name = @name", new { name = TransactionsProjection.Name });
        if (generation is null)
        {
            return;
        }

        var (current, filling) = (Volatile.Read(ref _current), _filling);
        if (current?.Generation == generation)
        {
            await current.CatchUpAsync(connection, cancellationToken);
            return;
        }

        // One that broke off goes on where it was.
        if (filling?.Generation != generation)
        {
            filling = new FollowedTransactions(generation);
            Volatile.Write(ref _total, await connection.ExecuteScalarAsync<long>(new("SELECT COUNT(*) FROM transactions", cancellationToken: cancellationToken)));
            Volatile.Write(ref _filling, filling);
        }

        await filling.CatchUpAsync(connection, cancellationToken);
        Volatile.Write(ref _current, filling);
        Volatile.Write(ref _filling, null);
        _filled.TrySetResult();
    }

    /// <summary>The transactions whose description or reference is most like a text.</summary>
    /// <exception cref="InvalidOperationException">It is not filled.</exception>
    public Task<SimilarTransactions> FindAsync(string text, int limit, double minScore, CancellationToken cancellationToken) =>
        AskAsync(index => index.Find(text, limit, minScore), cancellationToken);

    /// <summary>Those that are most like another, which is left out itself.</summary>
    /// <inheritdoc cref="FindAsync(string, int, double, CancellationToken)"/>
    public Task<SimilarTransactions> FindLikeAsync(TransactionRow row, int limit, double minScore, CancellationToken cancellationToken) =>
        AskAsync(index => index.FindLike(new(Guid.Parse(row.Id), row.Description, row.Reference), limit, minScore), cancellationToken);

    public void Dispose()
    {
        _current?.Dispose();
        _filling?.Dispose();
        _questions.Dispose();
    }

    private async Task<SimilarTransactions> AskAsync(Func<SimilarIndex, SimilarMatches> ask, CancellationToken cancellationToken)
    {
        var current = Volatile.Read(ref _current) ?? throw new InvalidOperationException("The index of transactions is not filled.");
        await using var connection = await store.OpenAsync(cancellationToken);
        await current.CatchUpAsync(connection, cancellationToken);
        await _questions.WaitAsync(cancellationToken);
        SimilarMatches matches;
        try
        {
            matches = ask(current.Index);
        }
        finally
        {
            _questions.Release();
        }

        // As text, since both stores take lists as parameters in ways of their own; ids hold nothing but digits, letters and dashes.
        var ids = string.Join(", ", matches.Transactions.Select(match => $"'{match.Id}'"));
        var rows = ids.Length == 0 ? [] : (await connection.QueryAsync<Described>(new(
            $"SELECT id AS Id, account_id AS AccountId, description AS Description FROM transactions WHERE id IN ({ids})",
            cancellationToken: cancellationToken))).ToDictionary(row => Guid.Parse(row.Id));
        return new(
            [.. matches.Transactions.Where(match => rows.ContainsKey(match.Id)).Select(match => new SimilarRow(
                rows[match.Id].Id, rows[match.Id].AccountId, rows[match.Id].Description, match.Score))],
            matches.Total,
            matches.Tokens);
    }

    private sealed record Described(string Id, string AccountId, string? Description);
}

/// <param name="Score">From 0 to 1.</param>
public sealed record SimilarRow(string Id, string AccountId, string? Description, double Score);

/// <inheritdoc cref="SimilarMatches"/>
public sealed record SimilarTransactions(IReadOnlyList<SimilarRow> Rows, int Total, int Tokens);
