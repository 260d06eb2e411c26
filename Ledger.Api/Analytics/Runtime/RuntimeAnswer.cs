using Ledger.Domain.Kernel;
using Ledger.Projections.Analytics;

namespace Ledger.Api.Analytics.Runtime;

/// <param name="Since">When this process began to count.</param>
internal sealed record RuntimeAnswer(
    DateTimeOffset Since, RuntimeCounters Counters, ProcessingTimesAnswer ProcessingTimes, IReadOnlyList<AverageBalancesAnswer> AverageBalances)
{
    public static RuntimeAnswer Of(RuntimeFigures figures, IEnumerable<BalanceSample> balances) => new(
        figures.Since,
        new(figures.Deposits.Value, figures.Withdrawals.Value, figures.InsufficientFunds.Value, figures.Errors.Value, figures.FullQueues.Value),
        ProcessingTimesAnswer.Of(figures.ProcessingTimes),
        [.. balances.Select(AverageBalancesAnswer.Of)]);
}

/// <param name="InsufficientFunds">Transactions that were refused for lack of funds.</param>
/// <param name="Errors">Requests that were answered with a status of 500 or more, those of full queues among them.</param>
/// <param name="FullQueues">Commands that were turned away because too many waited.</param>
internal sealed record RuntimeCounters(long Deposits, long Withdrawals, long InsufficientFunds, long Errors, long FullQueues);

/// <summary>In milliseconds, from a command's arrival at its account until what became of it was durable.</summary>
/// <param name="Count">How many commands there were since the process began.</param>
/// <param name="P50">Of the latest; null where there is none.</param>
/// <param name="Latest">The last thousand, from the oldest on.</param>
internal sealed record ProcessingTimesAnswer(long Count, double? P50, double? P95, double? P99, double? Max, IReadOnlyList<double> Latest)
{
    public static ProcessingTimesAnswer Of(LatestValues<double> seconds)
    {
        var (values, count) = seconds.Take();
        var latest = values.Select(value => Math.Round(value * 1_000, 3)).ToArray();
        var sorted = latest.Order().ToArray();
        return new(count, At(0.50), At(0.95), At(0.99), At(1), latest);

        // The nearest rank.
        double? At(double share) => sorted.Length == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}

internal sealed record AverageBalancesAnswer(DateTimeOffset At, IReadOnlyList<AverageBalanceAnswer> Currencies)
{
    public static AverageBalancesAnswer Of(BalanceSample sample) => new(sample.At, [.. sample.Balances.Select(AverageBalanceAnswer.Of)]);
}

/// <param name="Accounts">How many are not closed; counted now and then.</param>
internal sealed record AverageBalanceAnswer(string Currency, long Accounts, string Average)
{
    public static AverageBalanceAnswer Of(AverageBalance balance) =>
        new(balance.Currency.Code, balance.Accounts, MoneyText.Amount(balance.Average, balance.Currency));
}
