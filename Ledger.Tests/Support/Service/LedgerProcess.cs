using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Ledger.Tests.Support.Service;

/// <summary>The real service in a process of its own, so that it can be killed.</summary>
public sealed class LedgerProcess : IDisposable
{
    private const string ReadyLine = "Ledger is ready at ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LedgerClient? _client;

    private LedgerProcess(string directory, Uri url, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in new[] { Executable, "--urls", url.GetLeftPart(UriPartial.Authority), "--Ledger:DataDirectory", directory })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>It stands beside the tests, together with the configuration of its runtime.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "Ledger.Api.dll");

    public LedgerClient Client => _client ?? throw new InvalidOperationException($"The ledger did not start:\n{Output}");

    /// <summary>What it wrote on both its streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static Task<LedgerProcess> StartAsync(LedgerStores stores) => StartAsync(stores.Directory, [.. stores.Settings]);

    /// <summary>Starts it where another one was.</summary>
    public static Task<LedgerProcess> StartAsync(LedgerStores stores, Uri url) => StartAsync(stores.Directory, url, [.. stores.Settings]);

    /// <summary>Starts it and waits until it is ready, or has ended.</summary>
    public static Task<LedgerProcess> StartAsync(string directory, params (string Name, string Value)[] environment) =>
        StartAsync(directory, new("http://127.0.0.1:0"), environment);

    private static async Task<LedgerProcess> StartAsync(string directory, Uri url, (string Name, string Value)[] environment)
    {
        if (!File.Exists(Path.ChangeExtension(Executable, ".runtimeconfig.json")))
        {
            throw new InvalidOperationException($"{Executable} has no runtimeconfig.json beside it, so it cannot be started.");
        }

        var process = new LedgerProcess(directory, url, environment);
        try
        {
            if (await process._ready.Task.WaitAsync(TimeSpan.FromSeconds(60)) is { } at)
            {
                process._client = new(new(at));
            }

            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>SIGKILL: no line of its code runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, then its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("TERM");
        return await ExitAsync();
    }

    /// <summary>Sends it a signal, such as <c>STOP</c>, under which it stands still, and <c>CONT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {_process.Id.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end; answers its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _client?.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        Append(line);
        if (line is null)
        {
            _ready.TrySetResult(null);
        }
        else if (line.StartsWith(ReadyLine, StringComparison.Ordinal))
        {
            _ready.TrySetResult(line[ReadyLine.Length..].Split(". ")[0]);
        }
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
