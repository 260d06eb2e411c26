using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Engine;

/// <summary>Whether a read model was built from the history that is there: after a restore from an older backup it may not be.</summary>
internal static class HistoryCheck
{
    /// <returns><see langword="null"/> where it was, else what does not agree and what to do, in a sentence.</returns>
    public static async Task<string?> FindMismatchAsync(
        IEventStore events, ProjectionCheckpoint checkpoint, Guid ledgerId, CancellationToken cancellationToken)
    {
        if (checkpoint.LedgerId is { } built && built != ledgerId)
        {
            return $"The read model was built from ledger {built}, and this is ledger {ledgerId}. Remove the read model, and it will be built anew.";
        }

        var tail = await events.ReadTailAsync(cancellationToken);
        if (tail < checkpoint.Position)
        {
            return $"Events are lost: the log ends at position {tail}, before the read model's checkpoint {checkpoint.Position}. Restore the log; "
                + "or, if an older state was restored on purpose, remove the read model, and it will be built anew.";
        }

        if (checkpoint.LastEvent is not { } mark)
        {
            return null;
        }

        await foreach (var e in events.ReadStreamAsync(new(mark.Stream), ReadDirection.Forwards, mark.Revision, 1, cancellationToken))
        {
            if (ChainOf(e) == mark.Chain)
            {
                return null;
            }
        }

        return $"The history was replaced: event {mark.Revision} of {mark.Stream} is not the one that the read model was built from. "
            + "Remove the read model, and it will be built anew.";
    }

    private static string? ChainOf(RecordedEvent e)
    {
        try
        {
            return EventSerializer.ReadMetadata(e).Chain.ToString();
        }
        catch (UnreadableEventException)
        {
            // What cannot be read was not folded.
            return null;
        }
    }
}
