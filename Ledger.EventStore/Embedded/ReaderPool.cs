using System.Collections.Concurrent;

namespace Ledger.EventStore.Embedded;

/// <summary>Connections for reading, lent for one page at a time.</summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    // Readers beyond this many at once open a connection for one page and close it again.
    private const int MaxIdle = 16;

    private readonly ConcurrentBag<PageReader> _idle = [];
    private volatile bool _disposed;

    public T Use<T>(Func<PageReader, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var reader = _idle.TryTake(out var idle) ? idle : new PageReader(path);
        try
        {
            return read(reader);
        }
        finally
        {
            if (_disposed || _idle.Count >= MaxIdle)
            {
                reader.Dispose();
            }
            else
            {
                _idle.Add(reader);
            }
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
