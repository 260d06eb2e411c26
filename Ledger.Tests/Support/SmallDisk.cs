using System.Diagnostics;

namespace Ledger.Tests.Support;

/// <summary>A file system of a few MiB in memory, where the machine lets the tests mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _directory = new();
    private string? _filler;

    private SmallDisk()
    {
    }

    public string Path => _directory.Path;

    /// <summary>Mounts one, or skips the test with the reason why that cannot be done here.</summary>
    public static SmallDisk MountOrSkip(int mebibytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small file system is mounted with Linux's tmpfs.");
        var disk = new SmallDisk();
        var (code, message) = Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", disk.Path);
        if (code != 0)
        {
            disk._directory.Dispose();
            Assert.Skip($"A small file system cannot be mounted here: {message}");
        }

        return disk;
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        _filler = System.IO.Path.Combine(Path, "filler");
        using var file = new FileStream(_filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 65536, 4096 })
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full, as wished.
            }
        }
    }

    public void FreeSpace() => File.Delete(_filler!);

    public void Remount(string option)
    {
        var (code, message) = Run("mount", "-o", $"remount,{option}", Path);
        Assert.SkipUnless(code == 0, $"The file system cannot be remounted here: {message}");
    }

    public void Dispose()
    {
        var (code, message) = Run("umount", "-l", Path);
        code.Should().Be(0, message);
        _directory.Dispose();
    }

    private static (int Code, string Message) Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            var message = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return (process.ExitCode, message);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, e.Message);
        }
    }
}
