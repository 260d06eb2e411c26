namespace Ledger.Benchmarks.Load.Work;

internal enum Scenario
{
    /// <summary>Postings, each to any account.</summary>
    Uniform,

    /// <summary>Postings, a few accounts getting most of them.</summary>
    Zipf,

    /// <summary>Postings, all to one account.</summary>
    Hot,

    /// <summary>Reads of balances, each of any account.</summary>
    Balance,

    /// <summary>Postings, transfers, reads and submissions; see <see cref="MixedRequests"/>.</summary>
    Mixed,
}
