using Ledger.EventStore.Port;

namespace Ledger.EventStore.Archive;

/// <summary>
/// Appends in the order of the export, many in flight. An embedded store commits them in the order in which they are handed over, and so
/// does EventStoreDB with those that travel on one call; where a broken call has changed that, the positions show it, and from then on
/// each append waits for the one before it. Within a stream the order is never in question: each append names the revision it expects.
/// </summary>
internal sealed class ImportPipeline(IEventStore store, CancellationToken cancellationToken)
{
    private const int MaxAppends = 1024;
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly Queue<(string Stream, Task<Position> Append, int Bytes)> _inFlight = new();
    private readonly Dictionary<string, Task> _newestOf = new(StringComparer.Ordinal);
    private Position _last;
    private int _bytes;
    private bool _isOpen;

    /// <summary>Whether the log has the appends in the order of the export.</summary>
    public bool IsInOrder { get; private set; } = true;

    /// <summary>Hands an append over, and waits while too many are in flight.</summary>
    public async ValueTask AddAsync(StreamName stream, long first, IReadOnlyList<EventData> events, int bytes)
    {
        // The first one alone opens the way that the others take.
        var window = _isOpen && IsInOrder ? MaxAppends : 1;
        while (_inFlight.Count > 0 && (_inFlight.Count >= window || _bytes + bytes > MaxBytes))
        {
            await SettleAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        var append = AppendAsync(stream, first, events, _newestOf.GetValueOrDefault(stream.Value, Task.CompletedTask));
        _newestOf[stream.Value] = append;
        _inFlight.Enqueue((stream.Value, append, bytes));
        _bytes += bytes;
    }

    /// <summary>Waits until everything is written.</summary>
    public async Task DrainAsync()
    {
        while (_inFlight.Count > 0)
        {
            await SettleAsync();
        }
    }

    /// <summary>Waits until nothing is in flight any more, whatever became of it.</summary>
    public Task AbandonAsync() =>
        Task.WhenAll(_inFlight.Select(each => each.Append)).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task SettleAsync()
    {
        var (stream, append, bytes) = _inFlight.Peek();
        var position = await append;
        _inFlight.Dequeue();
        if (_newestOf[stream] == append)
        {
            _newestOf.Remove(stream);
        }

        _bytes -= bytes;
        _isOpen = true;
        IsInOrder &= position > _last;
        _last = position;
    }

    private async Task<Position> AppendAsync(StreamName stream, long first, IReadOnlyList<EventData> events, Task previous)
    {
        var expected = ExpectedRevision.Before(first);
        var result = await store.AppendAsync(stream, expected, events, CancellationToken.None);
        if (result is AppendResult.Conflict conflict && (conflict.Actual ?? -1) < first - 1)
        {
            // The one before it in the stream was held up, and is on its way again.
            await previous;
            result = await store.AppendAsync(stream, expected, events, CancellationToken.None);
        }

        return result is AppendResult.Appended { Position: var position }
            ? position
            : throw new ImportRefusedException($"Somebody else writes to the ledger: revision {first} of {stream} is taken. The import is not complete.");
    }
}
