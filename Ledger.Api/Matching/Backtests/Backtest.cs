using Ledger.Api.Matching.Rules;
using Ledger.Api.Processes;

namespace Ledger.Api.Matching.Backtests;

/// <summary>Rules that are tried on the history, under way or ended.</summary>
internal sealed record Backtest(Guid Id, MatchingRules Rules, DateTimeOffset StartedAt) : IRun
{
    private BacktestEnd? _end;
    private long _total = -1;

    public BacktestTally Tally { get; } = new();

    /// <summary>How many transactions there are; <see langword="null"/> until they were counted.</summary>
    public long? Total => Volatile.Read(ref _total) is var total and >= 0 ? total : null;

    /// <summary>How it ended; <see langword="null"/> while it is under way.</summary>
    public BacktestEnd? End => Volatile.Read(ref _end);

    public bool IsUnderWay => End is null;

    public void CountTo(long total) => Volatile.Write(ref _total, total);

    public void EndWith(BacktestEnd end) => Volatile.Write(ref _end, end);
}

/// <param name="Error">Why it could not be carried out.</param>
internal sealed record BacktestEnd(DateTimeOffset At, string? Error);
