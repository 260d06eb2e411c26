using System.Diagnostics;

namespace Ledger.Tests.Support.Service;

/// <summary>A file system of a few MiB, so that a disk can be full.</summary>
public sealed class SmallVolume : IDisposable
{
    private readonly ServiceDirectory _mountPoint = new();

    /// <summary>Mounts it; skips the test where that is not allowed.</summary>
    public SmallVolume(string size)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _mountPoint.Path) is { } fault)
        {
            _mountPoint.Dispose();
            Assert.Skip($"A small file system cannot be mounted here: {fault}");
        }
    }

    public string Path => _mountPoint.Path;

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _mountPoint.Dispose();
    }

    /// <returns><see langword="null"/> where it worked.</returns>
    private static string? Run(string command, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "this is not Linux";
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
