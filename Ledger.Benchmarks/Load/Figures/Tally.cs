namespace Ledger.Benchmarks.Load.Figures;

/// <summary>
/// What a run counts. Only requests that were due between <see cref="From"/> and <see cref="Until"/> count; only answers with an
/// outcome (2xx, and 422, a recorded refusal) have a latency, so that a quick 503 flatters nothing.
/// </summary>
internal sealed class Tally(long from, long until)
{
    private readonly long[] _statuses = new long[1000];

    public long From { get; } = from;

    public long Until { get; } = until;

    public Histogram Latency { get; } = new();

    /// <summary>Outcomes that were known before the time was up: what throughput is made of.</summary>
    public long InTime { get; private set; }

    public long Answers { get; private set; }

    public void Answered(int status, long due, long now)
    {
        Answers++;
        bool outcome = IsOutcome(status);
        if (outcome && now >= From && now < Until)
        {
            InTime++;
        }

        if (due < From || due >= Until)
        {
            return;
        }

        _statuses[status]++;
        if (outcome)
        {
            Latency.Record(Ticks.ToMicroseconds(now - due));
        }
    }

    public static bool IsOutcome(int status) => status is >= 200 and < 300 or 422;

    public IReadOnlyDictionary<int, long> ByStatus() =>
        Enumerable.Range(0, _statuses.Length).Where(status => _statuses[status] > 0).ToDictionary(status => status, status => _statuses[status]);
}
