using Ledger.EventStore.Port;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Audit;

/// <summary>Takes a snapshot of the read models once they have reached what the log held when it was asked for.</summary>
internal static class SnapshotAtTail
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    // A projection that moves is waited for, however long; one that stands still this long is said to be behind.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<(IReadModelSnapshot Snapshot, Cutoffs Cutoffs)> TakeAsync(
        IEventStore events, IReadModelStore readModels, TimeProvider time, FindingList findings, CancellationToken cancellationToken)
    {
        var tail = await events.ReadTailAsync(cancellationToken);
        var (seen, since) = (Position.Start, time.GetTimestamp());
        while (true)
        {
            var snapshot = await readModels.OpenSnapshotAsync(cancellationToken);
            try
            {
                var cutoffs = Cutoffs.Of(snapshot);
                if (First(cutoffs) is var first && first > seen)
                {
                    (seen, since) = (first, time.GetTimestamp());
                }

                if (first >= tail || time.GetElapsedTime(since) >= Patience)
                {
                    SayWhoIsBehind(cutoffs, tail, findings);
                    return (snapshot, cutoffs);
                }
            }
            catch
            {
                await snapshot.DisposeAsync();
                throw;
            }

            await snapshot.DisposeAsync();
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static Position First(Cutoffs cutoffs) => cutoffs.All.Min(each => each.At ?? Position.Start);

    private static void SayWhoIsBehind(Cutoffs cutoffs, Position tail, FindingList findings)
    {
        foreach (var (name, at) in cutoffs.All)
        {
            if (at is null || at < tail)
            {
                findings.Add(FindingKinds.ProjectionBehind, null, null, at is null
                    ? $"There is no read model {name}, so nothing was compared with it."
                    : $"The read model {name} stands at position {at} and does not move, and the log goes on to {tail}: what lies between was not compared.");
            }
        }
    }
}
