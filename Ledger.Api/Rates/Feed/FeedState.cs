namespace Ledger.Api.Rates.Feed;

/// <summary>How the fetching of rates went so far. One writes it; anybody may look.</summary>
internal sealed class FeedState(string host, TimeProvider time)
{
    private FetchOutcome _last = new(null, Failed: false);

    /// <summary>Where rates are fetched from.</summary>
    public string Host { get; } = host;

    /// <summary>After three failures in a row nobody asks for a quarter of an hour.</summary>
    public Breaker Breaker { get; } = new(3, TimeSpan.FromMinutes(15), time);

    public FetchOutcome Last => Volatile.Read(ref _last);

    public void Succeeded()
    {
        Breaker.Succeeded();
        Volatile.Write(ref _last, new(time.GetUtcNow(), Failed: false));
    }

    public void Failed()
    {
        Breaker.Failed();
        Volatile.Write(ref _last, _last with { Failed = true });
    }
}

/// <param name="SucceededAt">When rates came last; <see langword="null"/> where none have come since the start.</param>
/// <param name="Failed">Whether the last fetch brought none.</param>
internal sealed record FetchOutcome(DateTimeOffset? SucceededAt, bool Failed);
