using System.Globalization;

namespace Ledger.EventStore.Embedded;

/// <summary>Keeps a second process away from a data directory. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="DataDirectoryInUseException">Another process has it.</exception>
    public static DirectoryLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        var holder = Path.Combine(directory, "ledger.pid");
        try
        {
            var file = new FileStream(Path.Combine(directory, "ledger.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(holder))
        {
            throw new DataDirectoryInUseException(directory, File.ReadAllText(holder).Trim(), e);
        }
    }

    public void Dispose() => _file.Dispose();
}

/// <summary>Another process works in the data directory.</summary>
public sealed class DataDirectoryInUseException(string directory, string processId, Exception inner)
    : Exception($"The data directory '{directory}' is in use by another ledger, process {processId}. Stop that one, or set Ledger__DataDirectory.", inner);
