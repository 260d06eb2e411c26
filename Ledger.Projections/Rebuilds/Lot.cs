using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;

namespace Ledger.Projections.Rebuilds;

/// <summary>What has been folded into one new generation and is not yet written.</summary>
internal sealed class Lot(Rebuild rebuild)
{
    public Rebuild Rebuild { get; } = rebuild;

    public IFold Fold { get; } = rebuild.Runner.Projection.Begin();

    public int Count { get; private set; }

    /// <summary>What its events take as they are stored; folds may keep them.</summary>
    public long Bytes { get; private set; }

    public StoredEvent? Last { get; private set; }

    /// <summary>Everything up to here is in it, or was written before.</summary>
    public Position UpTo { get; private set; } = rebuild.Checkpoint.Position;

    /// <exception cref="RebuildException">The event cannot be folded.</exception>
    public void Add(StoredEvent e)
    {
        if (!Rebuild.Skipped.Contains((e.Recorded.Stream.Value, e.Recorded.Revision)))
        {
            try
            {
                Fold.Add(e);
            }
            // Whatever is wrong with the event, a generation without it is not the one that was asked for.
            catch (Exception fault)
            {
                throw new RebuildException(
                    Rebuild,
                    $"Event {e.Recorded.Revision} ({e.Recorded.Type}) of {e.Recorded.Stream}, position {e.Recorded.Position}, cannot be folded: {fault.Message}",
                    fault);
            }
        }

        (Count, Bytes) = (Count + 1, Bytes + e.Recorded.Size);
        (Last, UpTo) = (e, e.Recorded.Position);
    }
}

/// <summary>A rebuild cannot go on.</summary>
internal sealed class RebuildException(Rebuild rebuild, string message, Exception? inner = null) : Exception(message, inner)
{
    public Rebuild Rebuild { get; } = rebuild;
}
