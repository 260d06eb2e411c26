using System.Globalization;
using Ledger.Api.CommandLine.Access;
using Ledger.Api.Operations;
using Spectre.Console;

namespace Ledger.Api.CommandLine.Projections;

/// <summary>Projections on a terminal, or as a line of JSON.</summary>
internal static class ProjectionsView
{
    public static void Show(IReadOnlyList<ProjectionAnswer> projections, bool inFull, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonOption.Format(new ProjectionsAnswer(projections)));
            return;
        }

        var table = new Table().RoundedBorder().AddColumns("projection", "status", "position", "lag", "events/s", "generations");
        foreach (var one in projections)
        {
            table.AddRow(
                Markup.Escape(one.Name),
                one.Status is "failed" or "stopped" ? $"[red]{one.Status}[/]" : one.Status,
                Markup.Escape(one.Position),
                string.Create(CultureInfo.InvariantCulture, $"{(one.LagEvents is { } events ? $"{events:N0} events, " : string.Empty)}{one.LagMs:N0} ms"),
                one.EventsPerSecond.ToString("N1", CultureInfo.InvariantCulture),
                string.Join(", ", one.Generations.Select(generation => $"{generation.Number} {generation.State}")));
        }

        AnsiConsole.Write(table);
        foreach (var one in projections)
        {
            ShowWhatIsWrong(one, inFull);
        }
    }

    private static void ShowWhatIsWrong(ProjectionAnswer projection, bool inFull)
    {
        if (projection.Error is { } error)
        {
            Console.WriteLine($"{projection.Name}: {error}");
        }

        if (projection.Rebuild is not { } rebuild)
        {
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{projection.Name}: generation {rebuild.Generation} is {rebuild.Phase}, {rebuild.Done:N0} of {rebuild.Total?.ToString("N0", CultureInfo.InvariantCulture) ?? "?"} events. {rebuild.Error}"));
        if (rebuild.Difference is { } difference)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"It differs from the live one with its {difference.Rows:N0} rows: {difference.Missing:N0} missing, {difference.Added:N0} added, {difference.Changed:N0} changed."));
            foreach (var row in inFull ? difference.First : [])
            {
                Console.WriteLine($"  {row.Table}, of stream {row.Stream}: {Changes(row)}");
            }

            Console.WriteLine($"Look at these streams; then: projections switch {projection.Name}, or: projections cancel {projection.Name}.");
        }
    }

    private static string Changes(RowAnswer row)
    {
        if (row.Live is null || row.New is null)
        {
            return (row.Live is null ? "only in the new one: " : "only in the live one: ")
                + string.Join(", ", (row.Live ?? row.New!).Select(column => $"{column.Key}={column.Value ?? "null"}"));
        }

        return string.Join(", ", row.Live
            .Where(column => !string.Equals(column.Value?.ToString(), row.New[column.Key]?.ToString(), StringComparison.Ordinal))
            .Select(column => $"{column.Key} is {column.Value ?? "null"}, becomes {row.New[column.Key] ?? "null"}"));
    }
}
