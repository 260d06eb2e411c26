namespace Ledger.Benchmarks.Load.Figures;

/// <summary>One second of a phase, for whoever watches; latencies in microseconds.</summary>
internal sealed record Interval(int Second, long Answers, long PerSecond, long P50, long P99, long Max, long Unexpected, long Resent, int Down);
