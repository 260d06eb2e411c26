using System.Globalization;
using Ledger.Benchmarks.Load.Figures;

namespace Ledger.Benchmarks.Load.Views;

/// <summary>A line a second, for files and pipes.</summary>
internal sealed class PlainView(TextWriter output) : ILoadView
{
    public void Say(string sentence) => output.WriteLine(sentence);

    public async Task WatchAsync(string phase, IAsyncEnumerable<Interval> seconds)
    {
        await foreach (Interval second in seconds)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{phase} {second.Second,4} s  {second.PerSecond,9:N0} /s  p50 {Milliseconds.Text(second.P50)}  p99 {Milliseconds.Text(second.P99)}"
                + $"  max {Milliseconds.Text(second.Max)}  other answers {second.Unexpected:N0}  sent again {second.Resent:N0}  down {second.Down}"));
        }
    }
}
