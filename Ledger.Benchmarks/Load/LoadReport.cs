using Ledger.Benchmarks.Load.Driving;
using Ledger.Benchmarks.Load.Figures;
using Ledger.Benchmarks.Load.Work;

namespace Ledger.Benchmarks.Load;

/// <summary>Latencies in microseconds, from when a request was due to its answer, of answers with an outcome (2xx and 422).</summary>
internal sealed record LatencyFigures(long P50, long P95, long P99, long P999, long Max);

/// <summary>The check to the cent: accounts that agree, those that differ, those left out because an outcome is unknown.</summary>
internal sealed record CheckFigures(
    int Agreed, IReadOnlyList<string> Differences, int LeftOut, long BalancesCompared, long BalancesImplausible, IReadOnlyList<string> Implausible);

/// <summary>What a run found.</summary>
internal sealed record LoadReport(
    string Scenario,
    int Connections,
    int? Rate,
    int DurationSeconds,
    int Accounts,
    bool Keys,
    long Outcomes,
    long PerSecond,
    LatencyFigures LatencyMicroseconds,
    IReadOnlyDictionary<int, long> Statuses,
    long NeverSent,
    long SentAgain,
    long UnknownOutcomes,
    long GeneratorNanosecondsPerRequest,
    CheckFigures Check)
{
    /// <summary>Answers that such requests should never get: what is wrong is the request, or the service.</summary>
    public long Unexpected => Statuses.Where(pair => pair.Key is not ((>= 200 and < 300) or 409 or 422 or 503)).Sum(pair => pair.Value);

    public bool Agrees => Check.Differences.Count == 0 && Check.BalancesImplausible == 0 && Unexpected == 0;

    public static LoadReport Of(
        LoadOptions options, Phase run, Pace pace, PostTransactions? postings, CheckBalances check, AccountBook book, long unknown)
    {
        Histogram latency = run.Tally.Latency;
        return new LoadReport(
            options.Scenario.ToString().ToLowerInvariant(),
            options.Connections,
            options.Rate,
            options.DurationSeconds,
            book.Count,
            options.Keys,
            run.Tally.InTime,
            run.Tally.InTime / options.DurationSeconds,
            new LatencyFigures(latency.AtPerMille(500), latency.AtPerMille(950), latency.AtPerMille(990), latency.AtPerMille(999), latency.Max),
            run.Tally.ByStatus(),
            pace.NeverSent,
            run.Resent,
            unknown,
            run.Processor.Ticks * TimeSpan.NanosecondsPerTick / Math.Max(1, run.Tally.Answers),
            new CheckFigures(
                check.Agreed,
                check.Differences,
                book.Uncertain,
                postings?.After.Exact ?? 0,
                postings?.After.Implausible ?? 0,
                postings?.After.First ?? []));
    }
}
