using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.Archive;

/// <summary>Writes an export line by line: the header when it is made, events as they come, the last line at the end.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    private const int BlockSize = 64 * 1024;

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _block = new(BlockSize * 2);
    private readonly ArchiveSeal _seal = new();

    // What it writes stands in a file or an answer of its own, never in a web page: names in any script stay readable.
    private readonly Utf8JsonWriter _json = new(Stream.Null, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public ArchiveWriter(ArchiveHeader header, Stream output)
    {
        (Header, _output) = (header, output);
        header.Write(_block);
        EndLine();
    }

    public ArchiveHeader Header { get; }

    public long Events { get; private set; }

    /// <summary>Adds an event. It leaves with its block, when the output takes it.</summary>
    public ValueTask WriteAsync(RecordedEvent e, string position, CancellationToken cancellationToken)
    {
        Add(e, position);
        return _block.WrittenCount < BlockSize ? ValueTask.CompletedTask : WriteBlockAsync(cancellationToken);
    }

    /// <summary>Writes the last line. An export without it is noticed as cut off.</summary>
    /// <returns>The SHA-256 that stands in it.</returns>
    public async Task<string> CompleteAsync(CancellationToken cancellationToken)
    {
        await WriteBlockAsync(cancellationToken);
        var sha256 = _seal.Value;
        _block.Write(_seal.LineFor(Events));
        EndLine();
        await WriteBlockAsync(cancellationToken);
        await _output.FlushAsync(cancellationToken);
        return sha256;
    }

    public void Dispose()
    {
        _json.Dispose();
        _seal.Dispose();
    }

    private void Add(RecordedEvent e, string position)
    {
        _json.Reset(_block);
        ArchivedEvent.Write(_json, e, position);
        _json.Flush();
        EndLine();
        Events++;
    }

    private void EndLine() => _block.Write("\n"u8);

    private async ValueTask WriteBlockAsync(CancellationToken cancellationToken)
    {
        _seal.Add(_block.WrittenSpan);
        await _output.WriteAsync(_block.WrittenMemory, cancellationToken);
        _block.ResetWrittenCount();
    }
}
