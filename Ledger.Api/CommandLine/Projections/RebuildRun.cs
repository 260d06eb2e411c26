using Ledger.Api.CommandLine.Access;
using Ledger.Api.Operations;
using Spectre.Console;

namespace Ledger.Api.CommandLine.Projections;

/// <summary>Asks for rebuilds, and looks on until each has switched, waits for a decision, or has failed.</summary>
internal static class RebuildRun
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(IProjectionsAccess access, string name, string onDifference, bool json, CancellationToken cancellationToken)
    {
        var names = name == "all" ? [.. (await access.ListAsync(cancellationToken)).Select(one => one.Name)] : new[] { name };
        foreach (var one in names)
        {
            // One that is on its way already is looked at.
            if ((await access.ListAsync(cancellationToken)).FirstOrDefault(known => known.Name == one)?.Rebuild is null)
            {
                await access.ActAsync(one, ProjectionAction.Rebuild, onDifference, cancellationToken);
            }
        }

        var ended = json || Console.IsOutputRedirected
            ? await LookOnAsync(access, names, _ => { }, cancellationToken)
            : await ShowAsync(access, names, cancellationToken);
        ProjectionsView.Show(ended, inFull: true, json);
        return ended.Any(one => one.Rebuild is not null) ? OperatorCommand.Finding : OperatorCommand.Ok;
    }

    private static Task<IReadOnlyList<ProjectionAnswer>> ShowAsync(IProjectionsAccess access, string[] names, CancellationToken cancellationToken) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context =>
            {
                var bars = names.ToDictionary(one => one, one => context.AddTask(one), StringComparer.Ordinal);
                return LookOnAsync(access, names, all => all.ForEach(one => Move(bars[one.Name], one)), cancellationToken);
            });

    private static async Task<IReadOnlyList<ProjectionAnswer>> LookOnAsync(
        IProjectionsAccess access, string[] names, Action<List<ProjectionAnswer>> show, CancellationToken cancellationToken)
    {
        while (true)
        {
            var all = (await access.ListAsync(cancellationToken)).Where(one => names.Contains(one.Name, StringComparer.Ordinal)).ToList();
            show(all);
            if (all.TrueForAll(one => one.Rebuild is null or { Phase: "waiting" or "failed" }))
            {
                return all;
            }

            await Task.Delay(s_interval, cancellationToken);
        }
    }

    private static void Move(ProgressTask bar, ProjectionAnswer projection)
    {
        if (projection.Rebuild is not { } rebuild)
        {
            (bar.Description, bar.Value) = ($"{projection.Name}: switched", bar.MaxValue);
            return;
        }

        bar.IsIndeterminate = rebuild.Total is null;
        bar.MaxValue = rebuild.Total is > 0 and var total ? total : 1;
        bar.Value = rebuild.Done;
        var left = rebuild.EtaSeconds is { } seconds ? $", {seconds:F0} s left" : string.Empty;
        bar.Description = Markup.Escape($"{projection.Name}: {rebuild.Phase}, {rebuild.EventsPerSecond:N0} events/s{left}");
    }
}
