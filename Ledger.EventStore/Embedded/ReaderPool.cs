using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Ledger.EventStore.Embedded;

/// <summary>
/// Connections for reading, lent for one page at a time. There are few of them: pages are short, and more would only contend.
/// </summary>
internal sealed class ReaderPool : IDisposable
{
    private static readonly int Size = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly Channel<PageReader> _idle = Channel.CreateBounded<PageReader>(Size);
    private bool _disposed;

    /// <summary>
    /// Held while a reader takes its snapshot, and while the writer begins and commits. A reader that meets a commit tries again, and
    /// pauses after the fifth time.
    /// </summary>
    public Lock Snapshots { get; } = new();

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The pool disposes of its readers.")]
    public ReaderPool(string path)
    {
        for (var i = 0; i < Size; i++)
        {
            _idle.Writer.TryWrite(new(path, Snapshots));
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

    /// <summary>Does something while no page is being read: waits for those that are, and lets none begin.</summary>
    public void WithoutReaders(Action work)
    {
        var taken = TakeAll();
        try
        {
            work();
        }
        finally
        {
            taken.ForEach(reader => _idle.Writer.TryWrite(reader));
        }
    }

    /// <summary>Waits for the pages that are being read and closes every connection. Who still comes hears that the store is closed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        TakeAll().ForEach(reader => reader.Dispose());
        _idle.Writer.Complete();
    }

    private List<PageReader> TakeAll()
    {
        var taken = new List<PageReader>(Size);
        while (taken.Count < Size)
        {
            // In turn with those who wait for one to read with; a mere try would never succeed while they are many.
            taken.Add(_idle.Reader.ReadAsync().AsTask().GetAwaiter().GetResult());
        }

        return taken;
    }
}
