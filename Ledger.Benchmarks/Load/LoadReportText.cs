using System.Globalization;
using Ledger.Benchmarks.Load.Views;

namespace Ledger.Benchmarks.Load;

/// <summary>The figures in sentences, one a line.</summary>
internal static class LoadReportText
{
    private const int Shown = 20;

    public static void Write(LoadReport report, ILoadView view)
    {
        foreach (string line in Lines(report))
        {
            view.Say(line);
        }
    }

    private static IEnumerable<string> Lines(LoadReport report)
    {
        LatencyFigures latency = report.LatencyMicroseconds;
        string rate = report.Rate is { } asked ? Invariant($"{asked:N0} requests a second asked") : "as fast as answers came";
        yield return Invariant($"scenario {report.Scenario}: {report.Connections} connections, {report.Accounts:N0} accounts, {rate}, {report.DurationSeconds} s");
        yield return Invariant($"throughput: {report.PerSecond:N0} outcomes a second ({report.Outcomes:N0})");
        yield return $"latency: p50 {Milliseconds.Text(latency.P50)}  p95 {Milliseconds.Text(latency.P95)}  p99 {Milliseconds.Text(latency.P99)}"
            + $"  p99.9 {Milliseconds.Text(latency.P999)}  max {Milliseconds.Text(latency.Max)}";
        yield return "answers by status: " + string.Join(", ", report.Statuses.Select(pair => Invariant($"{pair.Key}: {pair.Value:N0}")));
        if (report.Unexpected > 0)
        {
            yield return Invariant($"{report.Unexpected:N0} answers have a status that none of these requests should get");
        }

        yield return Invariant($"generator: {report.GeneratorNanosecondsPerRequest / 1000}.{report.GeneratorNanosecondsPerRequest % 1000 / 100} µs of processor a request");
        if (report.NeverSent > 0)
        {
            yield return Invariant($"{report.NeverSent:N0} due requests were never sent: this rate is beyond what was carried, and the latencies above are too low");
        }

        if (report.SentAgain > 0)
        {
            yield return Invariant($"{report.SentAgain:N0} times a request was sent again after a broken connection or an open outcome");
        }

        foreach (string line in CheckLines(report))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> CheckLines(LoadReport report)
    {
        CheckFigures check = report.Check;
        if (report.UnknownOutcomes > 0)
        {
            yield return Invariant($"{report.UnknownOutcomes:N0} requests have an unknown outcome; their {check.LeftOut:N0} accounts are left out of the check")
                + (report.Keys ? "" : " (with --keys they are sent again)");
        }

        foreach (string difference in check.Differences.Take(Shown).Concat(check.Implausible))
        {
            yield return "  " + difference;
        }

        if (check.BalancesCompared + check.BalancesImplausible > 0)
        {
            yield return Invariant($"check: {check.BalancesCompared:N0} answers' balances were compared to the cent, {check.BalancesImplausible:N0} are wrong");
        }

        yield return check.Differences.Count == 0
            ? Invariant($"check: {check.Agreed:N0} accounts agree to the cent")
            : Invariant($"check: {check.Differences.Count:N0} accounts DIFFER, {check.Agreed:N0} agree to the cent");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
