using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Ledger.Api.CommandLine.Load;

/// <summary>Shows how far the files are, one after the other. The action given to a pass is called once a line, from any thread.</summary>
internal interface IProgressView
{
    Task ShowAsync(IReadOnlyList<(LoadFile File, int Lines)> files, Func<LoadFile, Action, Task> pass);
}

/// <summary>Bars in place, for people at a terminal.</summary>
internal sealed class BarProgress(IAnsiConsole console) : IProgressView
{
    public Task ShowAsync(IReadOnlyList<(LoadFile File, int Lines)> files, Func<LoadFile, Action, Task> pass) => console
        .Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            foreach (var (file, lines) in files)
            {
                var (task, began) = (context.AddTask(Markup.Escape(file.Name), maxValue: lines), Stopwatch.GetTimestamp());
                await pass(file, () =>
                {
                    task.Increment(1);
                    var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
                    task.Description = string.Create(CultureInfo.InvariantCulture, $"{Markup.Escape(file.Name)}: {task.Value:N0} lines, {task.Value / seconds:N0}/s");
                });
                task.StopTask();
            }
        });
}

/// <summary>A line every few seconds, for files and pipes.</summary>
internal sealed class PlainProgress(TextWriter output, TimeProvider time) : IProgressView
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public async Task ShowAsync(IReadOnlyList<(LoadFile File, int Lines)> files, Func<LoadFile, Action, Task> pass)
    {
        foreach (var (file, lines) in files)
        {
            var done = 0;
            await using (time.CreateTimer(_ => Say(file, Volatile.Read(ref done), lines), null, Every, Every))
            {
                await pass(file, () => Interlocked.Increment(ref done));
            }

            Say(file, done, lines);
        }
    }

    private void Say(LoadFile file, int done, int lines) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Name}: {done} of {lines} lines answered"));
}
