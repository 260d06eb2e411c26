using Ledger.Benchmarks.Load.Figures;

namespace Ledger.Benchmarks.Load.Views;

/// <summary>Shows a phase while it runs, and says sentences between.</summary>
internal interface ILoadView
{
    void Say(string sentence);

    /// <summary>Completes when the seconds do.</summary>
    Task WatchAsync(string phase, IAsyncEnumerable<Interval> seconds);
}
