using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Ledger.Api.CommandLine.Access;

/// <summary>How far some work is.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Events">How many events that has come to, or what else <paramref name="Unit"/> says.</param>
/// <param name="Done">How much of the total is done.</param>
/// <param name="Total">Zero where nobody knows it.</param>
internal readonly record struct WorkProgress(string Phase, long Events, double Done, double Total, string Unit = "events");

/// <summary>
/// Shows work on the error stream as a bar with events a second and the time that is left; only at a terminal, since the standard output may
/// carry data and files want no bars.
/// </summary>
internal static class ProgressDisplay
{
    /// <param name="isWanted">False for scripts.</param>
    /// <param name="work">Is given what to tell its progress to, from any thread.</param>
    public static Task<T> RunAsync<T>(bool isWanted, Func<Action<WorkProgress>, Task<T>> work)
    {
        if (!isWanted || Console.IsErrorRedirected)
        {
            return work(static _ => { });
        }

        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var (task, phase, began) = (context.AddTask("starting"), string.Empty, 0L);
                return work(progress =>
                {
                    if (progress.Phase != phase)
                    {
                        (phase, began) = (progress.Phase, Stopwatch.GetTimestamp());
                        task.Value = 0;
                    }

                    var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
                    task.Description = string.Create(
                        CultureInfo.InvariantCulture, $"{phase}: {progress.Events:N0} {progress.Unit}{(seconds > 0.5 ? $", {progress.Events / seconds:N0}/s" : string.Empty)}");
                    task.IsIndeterminate = progress.Total <= 0;
                    if (progress.Total > 0)
                    {
                        task.MaxValue = progress.Total;
                        task.Value = progress.Done;
                    }
                });
            });
    }
}
