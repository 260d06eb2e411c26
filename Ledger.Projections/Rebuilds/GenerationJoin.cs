using Ledger.EventStore.Port;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;
using Microsoft.Extensions.Logging;

namespace Ledger.Projections.Rebuilds;

/// <summary>Brings a generation that is loaded to where the live one stands, from where on both are written together.</summary>
internal sealed partial class GenerationJoin(IEventStore events, GenerationLoader loader, TimeProvider time, ILogger log)
{
    // The last piece is folded while live commits wait. What takes so long to fold is folded before that, as long as it becomes less.
    private static readonly TimeSpan ShortPiece = TimeSpan.FromMilliseconds(100);
    private const int MostPieces = 10;

    // How long a live generation may take to come to where the new one is.
    private static readonly TimeSpan LiveComes = TimeSpan.FromSeconds(5);

    /// <summary>What came meanwhile is folded; the last piece while the live generation waits, so that both stand at one position.</summary>
    public async Task CarryOutAsync(Rebuild rebuild, CancellationToken cancellationToken)
    {
        await rebuild.EnterAsync(RebuildPhase.Joining, cancellationToken);
        await ApproachAsync(rebuild, cancellationToken);
        if (rebuild.IsGone)
        {
            return;
        }

        var joined = await rebuild.Runner.WhilePausedAsync(
            async live =>
            {
                if (live.Position > rebuild.Checkpoint.Position)
                {
                    await loader.LoadAsync([rebuild], live.Position, cancellationToken);
                    await loader.MoveAsync(rebuild, live.Position, cancellationToken);
                }

                return await rebuild.Generations.TryJoinAsync(rebuild.Schema, rebuild.Number, cancellationToken);
            },
            cancellationToken);
        if (joined)
        {
            rebuild.State = GenerationState.Candidate;
        }
        else if (rebuild.Runner.State == ProjectionState.Failed)
        {
            await ReplaceFailedAsync(rebuild, cancellationToken);
        }
        else
        {
            // The live generation is behind: it is tried again.
            rebuild.IsGone = true;
        }
    }

    /// <summary>
    /// Comes as near to the live generation as it can while that goes on, and not past it: where events come all the time, one that is
    /// always ahead would never stand where the live one does.
    /// </summary>
    private async Task ApproachAsync(Rebuild rebuild, CancellationToken cancellationToken)
    {
        var live = rebuild.Runner.Progress;
        for (var piece = 0; piece < MostPieces; piece++)
        {
            var began = time.GetTimestamp();
            // One that has failed stands still, and is not joined but replaced.
            var upTo = rebuild.Runner.State == ProjectionState.Failed ? await events.ReadTailAsync(cancellationToken) : live.Position;
            await loader.LoadAsync([rebuild], upTo, cancellationToken);
            if (rebuild.IsGone)
            {
                return;
            }

            if (time.GetElapsedTime(began) < ShortPiece)
            {
                break;
            }
        }

        // At first it was loaded up to the end of the log, where the live one may not have been.
        await live.WaitForAsync(rebuild.Checkpoint.Position, LiveComes, cancellationToken);
    }

    /// <summary>A live generation that has failed stands still, so there is no position at which both could be compared.</summary>
    private async Task ReplaceFailedAsync(Rebuild rebuild, CancellationToken cancellationToken)
    {
        if (rebuild.OnDifference == OnDifference.Stop)
        {
            await rebuild.EnterAsync(
                RebuildPhase.Waiting,
                cancellationToken,
                "The live generation has failed, so the new one cannot be compared with it. Switch to it, or cancel it.");
            rebuild.IsGone = true;
            return;
        }

        if (await rebuild.Runner.Store.FindFailureAsync(rebuild.Schema, cancellationToken) is null)
        {
            // The failure is not yet written down, and written after this it would stand for ever: the next round takes it up again.
            rebuild.IsGone = true;
            return;
        }

        if (await rebuild.Generations.ReplaceAsync(rebuild.Schema, rebuild.Number, cancellationToken))
        {
            LogReplaced(rebuild.Runner.Name, rebuild.Number);
        }

        rebuild.IsGone = true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Projection {Projection} had failed, and goes on with generation {Generation}, which could not be compared")]
    private partial void LogReplaced(string projection, int generation);
}
