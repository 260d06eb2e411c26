namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>How long to wait before the next attempt: twice as long each time, up to a second, and never all at once.</summary>
internal static class Backoff
{
    /// <summary>
    /// An attempt has at least this part of the deadline: one that was cut short would only bring doubt where there was none, and hide
    /// what the last one found.
    /// </summary>
    public const int FairShare = 10;

    private const int FirstMs = 10;
    private const int LongestMs = 1_000;

    public static Task WaitAsync(int attempt, TimeProvider time, CancellationToken cancellationToken) =>
        Task.Delay(PauseOf(attempt, Random.Shared), time, cancellationToken);

    internal static TimeSpan PauseOf(int attempt, Random random)
    {
        var longest = Math.Min(LongestMs, FirstMs << Math.Min(attempt, 10));
        return TimeSpan.FromMilliseconds((longest / 2) + random.Next((longest / 2) + 1));
    }
}
