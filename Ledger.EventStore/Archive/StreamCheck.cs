using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Archive;

/// <summary>Follows every stream of a history: revisions without gaps, and a chain that binds each event to what came before it.</summary>
internal sealed class StreamCheck
{
    private readonly Dictionary<string, StreamEnd> _ends = new(StringComparer.Ordinal);

    public int Count => _ends.Count;

    /// <summary>The streams of which the beginning was not there.</summary>
    public int BegunInTheMiddle { get; private set; }

    public IReadOnlyDictionary<string, StreamEnd> Ends => _ends;

    /// <summary>Takes the next event of the log.</summary>
    /// <param name="mayBeginInTheMiddle">Whether what comes before the first event of a stream may be missing.</param>
    /// <returns>What is wrong, or <see langword="null"/>. The event is then what its successors are held against, so that each fault is said once.</returns>
    public string? Add(
        string stream, long revision, Guid id, string type, ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> metadata, bool mayBeginInTheMiddle)
    {
        ReadOnlyMemory<byte> covered;
        Chain stored;
        try
        {
            (covered, stored) = MetadataFormat.Split(metadata);
        }
        catch (FormatException)
        {
            return "its metadata does not end with a chain value";
        }

        var known = _ends.TryGetValue(stream, out var end);
        _ends[stream] = new(revision, stored);
        if (!known)
        {
            if (revision > 0)
            {
                BegunInTheMiddle++;
                return mayBeginInTheMiddle ? null : "the events before it are missing";
            }

            end = new(-1, Chain.StartOf(new(stream)));
        }

        if (revision != end.Revision + 1)
        {
            return revision <= end.Revision
                ? $"it stands behind revision {end.Revision}"
                : $"it stands directly behind revision {end.Revision}: events are missing";
        }

        return end.Chain.Next(revision, id, type, data.Span, covered.Span) == stored
            ? null
            : "the chain is broken: this event, or one before it, is not the one that was recorded";
    }
}

/// <summary>The last event of a stream.</summary>
internal readonly record struct StreamEnd(long Revision, Chain Chain);
