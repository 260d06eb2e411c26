using System.Diagnostics.Metrics;

namespace Ledger.Api.Rates;

/// <summary>What is measured of rates.</summary>
internal sealed class RatesMeter
{
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _later;

    public RatesMeter(Meter meter, KnownRates rates, TimeProvider time)
    {
        _refreshes = meter.CreateCounter<long>("ledger.rates.refreshes", "{refresh}", "Times that rates were fetched");
        _failures = meter.CreateCounter<long>("ledger.rates.failures", "{failure}", "Times that rates could not be fetched, all attempts together");
        _later = meter.CreateCounter<long>("ledger.rates.late_conversions", "{transaction}", "Transactions that were converted after they were recorded");
        meter.CreateObservableGauge("ledger.rates.age", () => AgeOf(rates, time), "s", "Time since the day of the newest rate that is known began");
        foreach (var counter in new[] { _refreshes, _failures, _later })
        {
            counter.Add(0);
        }
    }

    public void Refreshed() => _refreshes.Add(1);

    public void Failed() => _failures.Add(1);

    public void ConvertedLater() => _later.Add(1);

    private static IEnumerable<Measurement<long>> AgeOf(KnownRates rates, TimeProvider time) => rates.Table.Newest is { } day
        ? [new((long)(time.GetUtcNow() - new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)).TotalSeconds)]
        : [];
}
