using System.Threading.Channels;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Engine;
using Ledger.Projections.ReadModels;

namespace Ledger.Projections.Rebuilds;

/// <summary>Folds the history into new generations: it is read and decoded once for all of them, while the batch before is written.</summary>
internal sealed class GenerationLoader(IEventStore events, EventSerializer serializer, StreamFilter filter, Guid ledgerId, TimeProvider time)
{
    // Live commits wait for a lot where a store has one writer. Where nothing is recorded, there are none; the first one then may wait longer.
    private static readonly TimeSpan LotBesideWriting = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LotAtRest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan TailInterval = TimeSpan.FromSeconds(1);

    private Position _tail;
    private long? _tailAt;
    private bool _isAtRest;

    /// <summary>How many events are decoded at once. All of them are in memory together, and requests wait while a collection copies what is.</summary>
    public int BatchSize { get; set; } = 1_024;

    /// <summary>
    /// Loads everything behind the checkpoint that is furthest behind, up to a position: an end that moves on while it is read need never
    /// be reached.
    /// </summary>
    /// <exception cref="RebuildException">An event cannot be read or folded.</exception>
    public async Task LoadAsync(IReadOnlyList<Rebuild> rebuilds, Position upTo, CancellationToken cancellationToken)
    {
        var lots = rebuilds.Where(rebuild => !rebuild.IsGone).Select(rebuild => new Lot(rebuild)).ToList();
        if (lots.Count == 0)
        {
            return;
        }

        // What was so at another time says nothing of now.
        (_isAtRest, _tailAt) = (false, null);
        var after = lots.Min(lot => lot.UpTo);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = Channel.CreateBounded<List<StoredEvent>>(1);
        var reading = ReadAsync(after, upTo, batches.Writer, ended.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(ended.Token))
            {
                for (var i = 0; i < lots.Count; i++)
                {
                    // Of several, one may be written after the other.
                    lots[i] = await FoldAsync(lots[i], LotAtRest / lots.Count, batch, ended.Token);
                }

                lots.RemoveAll(lot => lot.Rebuild.IsGone);
                if (lots.Count == 0)
                {
                    return;
                }
            }

            foreach (var lot in lots)
            {
                await WriteAsync(lot, lot.UpTo, ended.Token);
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
    public Task MoveAsync(Rebuild rebuild, Position upTo, CancellationToken cancellationToken) => WriteAsync(new(rebuild), upTo, cancellationToken);

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
            // Not on the threads that requests are answered on, and on one: what is decoded waits for what is written, not the other way round.
            await Task.Factory.StartNew(
                () => batch.ForEach(static e => e.TryDecode()), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await batches.WriteAsync(batch, cancellationToken);
        }
    }

    /// <param name="atRest">How long a lot may take where nothing is recorded.</param>
    /// <returns>The lot that the rest of the batch is in.</returns>
    private async Task<Lot> FoldAsync(Lot lot, TimeSpan atRest, List<StoredEvent> batch, CancellationToken cancellationToken)
    {
        foreach (var e in batch.SkipWhile(e => e.Recorded.Position <= lot.UpTo))
        {
            lot.Add(e);
            if (lot.Rebuild.LotSize.IsReached(lot.Count, lot.Bytes, _isAtRest && atRest > LotBesideWriting ? atRest : LotBesideWriting))
            {
                await WriteAsync(lot, lot.UpTo, cancellationToken);
                if (lot.Rebuild.IsGone)
                {
                    break;
                }

                lot = new(lot.Rebuild);
            }
        }

        return lot;
    }

    private async Task WriteAsync(Lot lot, Position upTo, CancellationToken cancellationToken)
    {
        var rebuild = lot.Rebuild;
        if (upTo <= rebuild.Checkpoint.Position)
        {
            return;
        }

        var mark = lot.Last is { } last ? EventMarks.Of(last) : null;
        var to = new ProjectionCheckpoint(upTo, ledgerId, mark ?? rebuild.Checkpoint.LastEvent);
        var progress = rebuild.ProgressAt(await TotalAsync(rebuild, upTo, rebuild.Done + lot.Count, cancellationToken), lot.Count).ToText();
        // From the moment on when it is its turn.
        var began = 0L;
        if (await rebuild.Generations.LoadAsync(rebuild.Schema, rebuild.Number, rebuild.Checkpoint.Position, to, lot.Count, progress, Write, cancellationToken))
        {
            rebuild.LotSize.Took(lot.Count, time.GetElapsedTime(began));
            rebuild.Checkpoint = to;
            rebuild.Add(lot.Count);
        }
        else
        {
            // It was cancelled, or another process leads and has taken it over.
            rebuild.IsGone = true;
        }

        void Write(IReadModelTransaction transaction)
        {
            began = time.GetTimestamp();
            lot.Fold.WriteTo(transaction);
        }
    }

    private async Task<long?> TotalAsync(Rebuild rebuild, Position at, long done, CancellationToken cancellationToken)
    {
        if (_tailAt is not { } known || time.GetElapsedTime(known) >= TailInterval || _tail < at)
        {
            var tail = await events.ReadTailAsync(cancellationToken);
            (_isAtRest, _tail, _tailAt) = (_tailAt is not null && tail == _tail, tail, time.GetTimestamp());
        }

        return rebuild.Phase == RebuildPhase.Loading ? Rebuild.TotalOf(done, at, _tail, events.CountBetween(at, _tail)) : done;
    }
}
