using System.Threading.Channels;

namespace Ledger.Api.Batches;

/// <summary>
/// Answers on their way to a client that may not take them yet: some in memory, the rest in a temporary file. So a client that writes
/// everything before it reads anything keeps nobody waiting, itself least of all.
/// </summary>
internal sealed class AnswerSpill(Stream output) : IAsyncDisposable
{
    private const int MaxInMemory = 4 << 20;

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _memory = new();
    private readonly Channel<bool> _more = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private FileStream? _file;
    private long _inMemory;
    private long _taken;

    /// <summary>Takes bytes; it never waits for the client.</summary>
    public void Write(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            // What comes after something in the file goes there too: the order is kept.
            if (_file is null && _inMemory + bytes.Length <= MaxInMemory)
            {
                _memory.Enqueue(bytes);
                _inMemory += bytes.Length;
            }
            else
            {
                _file ??= OpenFile();
                _file.Seek(0, SeekOrigin.End);
                _file.Write(bytes);
            }
        }

        _more.Writer.TryWrite(true);
    }

    /// <summary>No more comes.</summary>
    public void Complete() => _more.Writer.TryComplete();

    /// <summary>Writes to the client as fast as it takes it, until everything that came is written.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        while (await _more.Reader.WaitToReadAsync(cancellationToken))
        {
            _more.Reader.TryRead(out _);
            await DrainAsync(cancellationToken);
            await output.FlushAsync(cancellationToken);
        }

        await DrainAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (Next() is { Length: > 0 } bytes)
        {
            await output.WriteAsync(bytes, cancellationToken);
        }
    }

    private ReadOnlyMemory<byte> Next()
    {
        lock (_gate)
        {
            if (_memory.TryDequeue(out var bytes))
            {
                _inMemory -= bytes.Length;
                return bytes;
            }

            if (_file is null)
            {
                return default;
            }

            var part = new byte[(int)Math.Min(256 * 1024, _file.Length - _taken)];
            _file.Seek(_taken, SeekOrigin.Begin);
            _file.ReadExactly(part);
            _taken += part.Length;
            if (_taken == _file.Length)
            {
                _file.Dispose();
                (_file, _taken) = (null, 0);
            }

            return part;
        }
    }

    private static FileStream OpenFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(Path.Combine(Path.GetTempPath(), $"ledger-batch-{Guid.NewGuid():N}"), options);
    }
}
