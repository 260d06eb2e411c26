using System.Diagnostics;

namespace Ledger.Tests.Support.Service;

/// <summary>A command of the real executable, run to its end in a process of its own.</summary>
public sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync([], arguments);

    public static async Task<CommandRun> OfAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            return new(process.ExitCode, await output, await error);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Starts it, and kills it once something is so; or lets it end, if it is faster.</summary>
    public static async Task KillWhenAsync(Func<Task<bool>> isTime, params string[] arguments)
    {
        using var process = Start([], arguments);
        while (!process.HasExited && !await isTime())
        {
            await Task.Delay(5);
        }

        process.Kill();
        await process.WaitForExitAsync();
    }

    private static Process Start((string Name, string Value)[] environment, string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [LedgerProcess.Executable, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
