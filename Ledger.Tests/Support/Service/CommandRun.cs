using System.Diagnostics;

namespace Ledger.Tests.Support.Service;

/// <summary>A command of the real executable, run to its end in a process of its own.</summary>
public sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync([], arguments);

    public static async Task<CommandRun> OfAsync((string Name, string Value)[] environment, params string[] arguments)
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

        using var process = Process.Start(start)!;
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
}
