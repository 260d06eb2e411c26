using Ledger.EventStore.Port;
using Ledger.EventStore.Streams;

namespace Ledger.EventStore.Archive;

/// <summary>
/// What a ledger holds before an import: nothing, or what an interrupted import of the same file has left. Each stream is compared by its
/// last chain value, which speaks for everything before it.
/// </summary>
internal sealed class ImportTarget
{
    private readonly StreamCheck _streams;
    private readonly HashSet<string> _unmatched;

    private ImportTarget(StreamCheck streams, long events)
    {
        (_streams, Events) = (streams, events);
        _unmatched = [.. streams.Ends.Keys];
    }

    /// <summary>How many events are there.</summary>
    public long Events { get; }

    /// <exception cref="ImportRefusedException">What is there contradicts itself.</exception>
    public static async Task<ImportTarget> ReadAsync(IEventStore store, Action<long>? progress, CancellationToken cancellationToken)
    {
        var (streams, events) = (new StreamCheck(), 0L);
        await foreach (var e in store.ReadAllAsync(Position.Start, LedgerStreams.All, cancellationToken))
        {
            if (streams.Add(e.Stream.Value, e.Revision, e.Id, e.Type, e.Data, e.Metadata, mayBeginInTheMiddle: false) is { } wrong)
            {
                throw new ImportRefusedException($"The ledger is not empty, and it is damaged at revision {e.Revision} of {e.Stream}: {wrong}. Nothing was written.");
            }

            if (++events % 1024 == 0)
            {
                progress?.Invoke(events);
            }
        }

        return new(streams, events);
    }

    /// <summary>Whether an event of the export is there already.</summary>
    public bool Has(ArchivedEvent e) => _streams.Ends.TryGetValue(e.Stream, out var end) && e.Revision <= end.Revision;

    /// <summary>Compares an event of the export with what is there.</summary>
    /// <param name="chain">Its chain value.</param>
    /// <exception cref="ImportRefusedException">Another event stands in its place.</exception>
    public void Compare(ArchivedEvent e, Serialization.Chain chain)
    {
        if (!_streams.Ends.TryGetValue(e.Stream, out var end) || end.Revision != e.Revision)
        {
            return;
        }

        _unmatched.Remove(e.Stream);
        if (end.Chain != chain)
        {
            throw NotEmpty($"its {e.Stream} is another up to revision {e.Revision}");
        }
    }

    /// <exception cref="ImportRefusedException">Something is there that is not in the export.</exception>
    public void ThrowIfMore()
    {
        if (_unmatched.Count > 0)
        {
            var stream = _unmatched.Order(StringComparer.Ordinal).First();
            throw NotEmpty($"its {stream} ends at revision {_streams.Ends[stream].Revision}, where the export's does not come to");
        }
    }

    private static ImportRefusedException NotEmpty(string why) =>
        new($"The ledger is not empty, and what it holds is not the beginning of this export: {why}. Nothing was written.");
}

/// <summary>An import that is not done, and why.</summary>
public sealed class ImportRefusedException(string message) : Exception(message);
