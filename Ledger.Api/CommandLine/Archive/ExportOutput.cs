using System.Diagnostics.CodeAnalysis;
using Ledger.Api.CommandLine.Access;

namespace Ledger.Api.CommandLine.Archive;

/// <summary>Where an export goes. A file gets its name when it is complete, so that nobody takes a part for the whole.</summary>
internal sealed class ExportOutput : IAsyncDisposable
{
    /// <summary>Stands for the standard output.</summary>
    public const string Standard = "-";

    private readonly string? _path;

    private ExportOutput(Stream stream, string? path) => (Stream, _path) = (stream, path);

    public Stream Stream { get; }

    private string Part => _path + ".part";

    /// <exception cref="RefusedException">The file is there already.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The output disposes of its stream.")]
    public static ExportOutput Open(string path)
    {
        if (path == Standard)
        {
            return new(Console.OpenStandardOutput(), null);
        }

        if (File.Exists(path))
        {
            throw new RefusedException($"{path} is there already. Nothing was written.");
        }

        return new(new FileStream(path + ".part", FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0), path);
    }

    /// <summary>The export is complete: on disk, and then under its name.</summary>
    public void Complete()
    {
        if (_path is null)
        {
            return;
        }

        ((FileStream)Stream).Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(Part, _path);
    }

    /// <summary>Takes away what is not complete.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        if (_path is not null)
        {
            File.Delete(Part);
        }
    }
}
