using Dapper;
using Ledger.Projections.ReadModels;
using Microsoft.Extensions.Logging;

namespace Ledger.Projections.Closings;

/// <summary>
/// Where to begin to search an account's history. What it says is a hint: it may be late, lack closings or come from another history, and
/// whoever takes it looks at the events.
/// </summary>
public sealed partial class ClosingsQuery(IReadModelStore store, ILogger<ClosingsQuery> log)
{
    /// <summary>
    /// The newest closing of an account's books that is known to be recorded at or before a time; revision 0 where none is known;
    /// <see langword="null"/> where the index cannot be asked.
    /// </summary>
    public async Task<long?> LastAtAsync(string accountId, DateTimeOffset time, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await store.OpenAsync(cancellationToken);
            return await connection.ExecuteScalarAsync<long?>(new(
                """
                SELECT revision FROM closings WHERE account_id = @accountId AND recorded_at <= @time
                ORDER BY recorded_at DESC, revision DESC LIMIT 1
                """,
                new { accountId, time = Microseconds.Of(time) },
                cancellationToken: cancellationToken)) ?? 0;
        }
        // Without the index the history is searched by halves, and the answer is the same.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFault(fault);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of closings cannot be read; streams are searched without it")]
    private partial void LogFault(Exception fault);
}
