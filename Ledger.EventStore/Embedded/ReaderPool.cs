using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Ledger.EventStore.Embedded;

/// <summary>
/// Connections for reading, lent for one page at a time. There are few of them: pages are short, more would only contend for SQLite's
/// read marks, and this SQLite sleeps whole seconds when it loses that race often.
/// </summary>
internal sealed class ReaderPool : IDisposable
{
    private static readonly int Size = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly Channel<PageReader> _idle = Channel.CreateBounded<PageReader>(Size);

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The pool disposes of its readers.")]
    public ReaderPool(string path)
    {
        for (var i = 0; i < Size; i++)
        {
            _idle.Writer.TryWrite(new(path));
        }
    }

    public async ValueTask<T> UseAsync<T>(Func<PageReader, T> read, CancellationToken cancellationToken)
    {
        var reader = await _idle.Reader.ReadAsync(cancellationToken);
        try
        {
            return read(reader);
        }
        finally
        {
            _idle.Writer.TryWrite(reader);
        }
    }

    /// <summary>Waits for the pages that are being read and closes every connection.</summary>
    public void Dispose()
    {
        for (var closed = 0; closed < Size;)
        {
            if (_idle.Reader.TryRead(out var reader))
            {
                reader.Dispose();
                closed++;
            }
            else
            {
                Thread.Yield();
            }
        }

        // Who still comes finds no reader, and hears that the store is closed.
        _idle.Writer.Complete();
    }
}
