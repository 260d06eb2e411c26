namespace Ledger.Tests.Support.Service;

/// <summary>A directory for the files of one ledger; it goes with the test.</summary>
public sealed class ServiceDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ledger-service-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that has just been killed may still hold a file; the system clears its temporary files by itself.
        }
    }
}
