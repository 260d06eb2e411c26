using System.Globalization;
using Spectre.Console;

namespace Ledger.Api.CommandLine.Load;

/// <summary>Shows how far the files are, one after the other. The action given to a pass is called once a line, from any thread.</summary>
internal interface IProgressView
{
    Task ShowAsync(IReadOnlyList<LoadFile> files, Func<LoadFile, Action, Task> pass);
}

/// <summary>Bars in place, for people at a terminal.</summary>
internal sealed class BarProgress(IAnsiConsole console) : IProgressView
{
    public Task ShowAsync(IReadOnlyList<LoadFile> files, Func<LoadFile, Action, Task> pass) => console
        .Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            foreach (LoadFile file in files)
            {
                ProgressTask task = context.AddTask(Markup.Escape(file.Name), maxValue: file.CountLines());
                await pass(file, () => task.Increment(1));
                task.StopTask();
            }
        });
}

/// <summary>A line every few seconds, for files and pipes.</summary>
internal sealed class PlainProgress(TextWriter output, TimeProvider time) : IProgressView
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(2);

    public async Task ShowAsync(IReadOnlyList<LoadFile> files, Func<LoadFile, Action, Task> pass)
    {
        foreach (LoadFile file in files)
        {
            int done = 0;
            await using (ITimer timer = time.CreateTimer(_ => Say(file, Volatile.Read(ref done)), null, s_every, s_every))
            {
                await pass(file, () => Interlocked.Increment(ref done));
            }

            Say(file, done);
        }
    }

    private void Say(LoadFile file, int done) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Name}: {done} lines answered"));
}
