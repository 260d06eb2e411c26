using System.Globalization;
using Ledger.Benchmarks.Load.Figures;
using Spectre.Console;

namespace Ledger.Benchmarks.Load.Views;

/// <summary>A table in place that is drawn anew each second, for people at a terminal.</summary>
internal sealed class LiveView(IAnsiConsole console) : ILoadView
{
    private const int Kept = 10;

    public void Say(string sentence) => console.WriteLine(sentence);

    public async Task WatchAsync(string phase, IAsyncEnumerable<Interval> seconds)
    {
        await using IAsyncEnumerator<Interval> each = seconds.GetAsyncEnumerator();
        if (!await each.MoveNextAsync())
        {
            // Over within a second: nothing to draw.
            return;
        }

        Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(phase));
        foreach (string heading in new[] { "second", "/s", "p50", "p99", "max", "other answers", "sent again", "down" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        await console.Live(table).StartAsync(async live =>
        {
            do
            {
                if (table.Rows.Count == Kept)
                {
                    table.RemoveRow(0);
                }

                table.AddRow(Cells(each.Current));
                live.Refresh();
            }
            while (await each.MoveNextAsync());
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
