using System.Globalization;

namespace Ledger.EventStore.Embedded;

/// <summary>Keeps a second process away from a data directory. The operating system lets go of it when the process ends, however it ends.</summary>
public sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="DataDirectoryInUseException">Another process has it.</exception>
    public static DirectoryLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        var holder = Path.Combine(directory, "ledger.pid");
        FileStream? file = null;
        try
        {
            file = new(Path.Combine(directory, "ledger.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file);
        }
        catch (IOException e) when (file is null && IsHeldByAnother(e))
        {
            throw new DataDirectoryInUseException(directory, File.Exists(holder) ? File.ReadAllText(holder).Trim() : "unknown", e);
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    // EAGAIN of flock on Linux and on macOS, and ERROR_SHARING_VIOLATION: the framework has no exception of its own for it.
    private static bool IsHeldByAnother(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => _file.Dispose();
}

/// <summary>Another process works in the data directory.</summary>
public sealed class DataDirectoryInUseException(string directory, string processId, Exception inner)
    : Exception($"The data directory '{directory}' is in use by another ledger, process {processId}. Stop that one, or set Ledger__DataDirectory.", inner)
{
    /// <summary>The number of the process that has it, or <c>unknown</c>.</summary>
    public string ProcessId { get; } = processId;
}
