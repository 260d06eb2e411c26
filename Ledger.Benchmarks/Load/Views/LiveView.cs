using System.Globalization;
using Ledger.Benchmarks.Load.Figures;
using Spectre.Console;

namespace Ledger.Benchmarks.Load.Views;

/// <summary>A table in place that is drawn anew each second, for people at a terminal.</summary>
internal sealed class LiveView(IAnsiConsole console) : ILoadView
{
    private const int Kept = 10;

    public void Say(string sentence) => console.WriteLine(sentence);

    public Task WatchAsync(string phase, IAsyncEnumerable<Interval> seconds)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(phase));
        foreach (string heading in new[] { "second", "/s", "p50", "p99", "max", "other answers", "sent again", "down" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        return console.Live(table).StartAsync(async live =>
        {
            await foreach (Interval second in seconds)
            {
                if (table.Rows.Count == Kept)
                {
                    table.RemoveRow(0);
                }

                table.AddRow(Cells(second));
                live.Refresh();
            }
        });
    }

    private static string[] Cells(Interval second) =>
    [
        second.Second.ToString(CultureInfo.InvariantCulture),
        second.PerSecond.ToString("N0", CultureInfo.InvariantCulture),
        Milliseconds.Text(second.P50),
        Milliseconds.Text(second.P99),
        Milliseconds.Text(second.Max),
        second.Unexpected.ToString("N0", CultureInfo.InvariantCulture),
        second.Resent.ToString("N0", CultureInfo.InvariantCulture),
        second.Down.ToString(CultureInfo.InvariantCulture),
    ];
}
