using System.Threading.Channels;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Rebuilds;

/// <summary>Folds the history into new generations: it is read and decoded once for all of them, while the batch before is written.</summary>
internal sealed class GenerationLoader(IEventStore events, EventSerializer serializer, StreamFilter filter, Guid ledgerId, TimeProvider time)
{
    // What is decoded at once. It is written in lots of it that take a time that live commits can wait for.
    private const int BatchSize = LotSize.Largest;

    private static readonly TimeSpan TailInterval = TimeSpan.FromSeconds(1);

    private Position _tail;
    private long? _tailAt;

    /// <summary>
    /// Loads everything behind the checkpoint that is furthest behind, up to a position: an end that moves on while it is read need never
    /// be reached.
    /// </summary>
    /// <exception cref="RebuildException">An event cannot be read or folded.</exception>
    public async Task LoadAsync(IReadOnlyList<Rebuild> rebuilds, Position upTo, CancellationToken cancellationToken)
    {
        var after = rebuilds.Min(rebuild => rebuild.Checkpoint.Position);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<List<StoredEvent>>(1);
        var reading = ReadAsync(after, upTo, batches.Writer, ended.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(ended.Token))
            {
                foreach (var rebuild in rebuilds.Where(rebuild => !rebuild.IsGone))
                {
                    await ApplyInLotsAsync(rebuild, batch, ended.Token);
                }

                if (rebuilds.All(rebuild => rebuild.IsGone))
                {
                    return;
                }
            }

            await reading;
        }
        finally
        {
            await ended.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Moves the checkpoint of a generation to where the live one's is, though nothing that it folds lies between.</summary>
    public Task MoveAsync(Rebuild rebuild, Position upTo, CancellationToken cancellationToken) => ApplyAsync(rebuild, [], upTo, cancellationToken);

    private async Task ReadAsync(Position after, Position upTo, ChannelWriter<List<StoredEvent>> batches, CancellationToken cancellationToken)
    {
        try
        {
            var batch = new List<StoredEvent>(BatchSize);
            await foreach (var e in events.ReadAllAsync(after, filter, cancellationToken))
            {
                if (e.Position > upTo)
                {
                    break;
                }

                batch.Add(new(e, serializer));
                if (batch.Count == BatchSize)
                {
                    await PassOnAsync(batch);
                    batch = new(BatchSize);
                }
            }

            if (batch.Count > 0)
            {
                await PassOnAsync(batch);
            }

            batches.Complete();
        }
        catch (Exception e) when (batches.TryComplete(e))
        {
            // The one who writes meets it there.
        }

        async Task PassOnAsync(List<StoredEvent> batch)
        {
            Parallel.ForEach(batch, static e => e.TryDecode());
            await batches.WriteAsync(batch, cancellationToken);
        }
    }

    private async Task ApplyInLotsAsync(Rebuild rebuild, List<StoredEvent> batch, CancellationToken cancellationToken)
    {
        for (var at = batch.FindIndex(e => e.Recorded.Position > rebuild.Checkpoint.Position); at >= 0 && at < batch.Count && !rebuild.IsGone;)
        {
            var lot = batch.GetRange(at, Math.Min(rebuild.Lot.Events, batch.Count - at));
            await ApplyAsync(rebuild, lot, lot[^1].Recorded.Position, cancellationToken);
            at += lot.Count;
        }
    }

    private async Task ApplyAsync(Rebuild rebuild, List<StoredEvent> lot, Position upTo, CancellationToken cancellationToken)
    {
        if (upTo <= rebuild.Checkpoint.Position)
        {
            return;
        }

        var fold = rebuild.Runner.Projection.Begin();
        var (count, last) = (0, (StoredEvent?)null);
        foreach (var e in lot.Where(e => e.Recorded.Position > rebuild.Checkpoint.Position))
        {
            if (!rebuild.Skipped.Contains((e.Recorded.Stream.Value, e.Recorded.Revision)))
            {
                Fold(rebuild, fold, e);
            }

            (count, last) = (count + 1, e);
        }

        var mark = last is null ? null : EventMarks.Of(last);
        var to = new ProjectionCheckpoint(upTo, ledgerId, mark ?? rebuild.Checkpoint.LastEvent);
        var progress = rebuild.ProgressAt(await TotalAsync(rebuild, upTo, rebuild.Done + count, cancellationToken), count).ToText();
        // From the moment on when it is its turn.
        var began = 0L;
        if (await rebuild.Generations.LoadAsync(rebuild.Schema, rebuild.Number, rebuild.Checkpoint.Position, to, count, progress, Write, cancellationToken))
        {
            rebuild.Lot.Took(count, time.GetElapsedTime(began));
            rebuild.Checkpoint = to;
            rebuild.Add(count);
        }
        else
        {
            // It was cancelled, or another process leads and has taken it over.
            rebuild.IsGone = true;
        }

        void Write(IReadModelTransaction transaction)
        {
            began = time.GetTimestamp();
            fold.WriteTo(transaction);
        }
    }

    private async Task<long?> TotalAsync(Rebuild rebuild, Position at, long done, CancellationToken cancellationToken)
    {
        if (_tailAt is not { } known || time.GetElapsedTime(known) >= TailInterval || _tail < at)
        {
            (_tail, _tailAt) = (await events.ReadTailAsync(cancellationToken), time.GetTimestamp());
        }

        return rebuild.Phase == RebuildPhase.Loading ? Rebuild.TotalOf(done, at, _tail, events.CountBetween(at, _tail)) : done;
    }

    private static void Fold(Rebuild rebuild, IFold fold, StoredEvent e)
    {
        try
        {
            fold.Add(e);
        }
        // Whatever is wrong with the event, a generation without it is not the one that was asked for.
        catch (Exception fault)
        {
            throw new RebuildException(
                rebuild,
                $"Event {e.Recorded.Revision} ({e.Recorded.Type}) of {e.Recorded.Stream}, position {e.Recorded.Position}, cannot be folded: {fault.Message}",
                fault);
        }
    }
}

/// <summary>A rebuild cannot go on.</summary>
internal sealed class RebuildException(Rebuild rebuild, string message, Exception? inner = null) : Exception(message, inner)
{
    public Rebuild Rebuild { get; } = rebuild;
}
