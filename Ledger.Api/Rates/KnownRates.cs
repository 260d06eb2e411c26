using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;

namespace Ledger.Api.Rates;

/// <summary>The rates that are known now, in memory: to ask for one costs no call to anybody.</summary>
internal sealed class KnownRates(Currency reporting, RateTable first)
{
    private readonly Lock _learning = new();
    private RateTable _table = first;

    /// <summary>The currency that amounts are converted to.</summary>
    public Currency Reporting { get; } = reporting;

    public RateTable Table => Volatile.Read(ref _table);

    /// <summary>Adds figures to those that are known; a figure of the same day and currency is replaced.</summary>
    /// <returns>Those that were not known.</returns>
    public IReadOnlyList<RateFigure> Learn(IEnumerable<RateFigure> figures)
    {
        lock (_learning)
        {
            var news = figures.Where(figure => !_table.Holds(figure)).ToList();
            if (news.Count > 0)
            {
                Volatile.Write(ref _table, _table.With(news));
            }

            return news;
        }
    }
}
