using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Projections.Metrics;
using Ledger.Projections.ReadModels;
using Microsoft.Extensions.Logging;

namespace Ledger.Projections.Engine;

/// <summary>
/// Carries batches into one projection, each event once: what lies at or before the checkpoint is dropped, and rows and checkpoint
/// are written in one transaction.
/// </summary>
public sealed partial class ProjectionRunner(IProjection projection, IReadModelStore store, Guid ledgerId, TimeProvider time, ILogger log)
{
    private const int CatchUpBatch = 1_000;

    private readonly RateMeter _rate = new(time);
    private readonly ProjectionMeter _meter = new(projection.Schema.Name);
    private ProjectionCheckpoint _checkpoint = ProjectionCheckpoint.None;

    public string Name => projection.Schema.Name;

    public int Version => projection.Schema.Version;

    public PositionSignal Progress { get; } = new();

    public ProjectionState State { get; private set; } = ProjectionState.CatchingUp;

    public string? Error { get; private set; }

    public bool IsRunning => State is ProjectionState.CatchingUp or ProjectionState.Live;

    /// <summary>When the oldest event that is known and not yet applied was recorded; <see langword="null"/> where there is none.</summary>
    public DateTimeOffset? BehindSince { get; private set; }

    public double EventsPerSecond => _rate.PerSecond;

    /// <summary>Makes the tables ready and finds where to go on; stops at once where the history is not the one it was built from.</summary>
    public async Task StartAsync(IEventStore events, CancellationToken cancellationToken)
    {
        _checkpoint = await store.PrepareAsync(projection.Schema, cancellationToken);
        Progress.Advance(_checkpoint.Position);
        if (await HistoryCheck.FindMismatchAsync(events, _checkpoint, ledgerId, cancellationToken) is { } mismatch)
        {
            Fail(mismatch, null);
        }
        else if (await events.ReadTailAsync(cancellationToken) > _checkpoint.Position)
        {
            BehindSince = time.GetUtcNow();
        }
    }

    /// <summary>
    /// Whether a batch could not be written. Then no other is taken from the common subscription, and <see cref="CatchUpAsync"/> has to
    /// be asked to try again.
    /// </summary>
    public bool IsHeldUp { get; private set; }

    /// <summary>Reads by itself what it has missed, up to a position; the read model may be writable again.</summary>
    public async Task CatchUpAsync(IEventStore events, EventSerializer serializer, StreamFilter filter, Position upTo, CancellationToken cancellationToken)
    {
        IsHeldUp = false;
        var batch = new List<StoredEvent>();
        await foreach (var e in events.ReadAllAsync(_checkpoint.Position, filter, cancellationToken))
        {
            if (e.Position > upTo || IsHeldUp || !IsRunning)
            {
                break;
            }

            batch.Add(new(e, serializer));
            if (batch.Count == CatchUpBatch)
            {
                await ApplyAsync(batch, e.Position, cancellationToken);
                batch.Clear();
            }
        }

        await ApplyAsync(batch, upTo, cancellationToken);
    }

    /// <summary>Applies a batch, in order. What fails is remembered; the caller goes on with the other projections.</summary>
    public async Task ApplyAsync(IReadOnlyList<StoredEvent> batch, Position upTo, CancellationToken cancellationToken)
    {
        if (!IsRunning || IsHeldUp || upTo <= _checkpoint.Position)
        {
            return;
        }

        var fold = projection.Begin();
        var last = (StoredEvent?)null;
        var count = 0;
        foreach (var e in batch)
        {
            if (e.Recorded.Position <= _checkpoint.Position)
            {
                continue;
            }

            BehindSince ??= RecordedAt(e);
            try
            {
                fold.Add(e);
            }
            // An event that cannot be folded stops this projection, and no other, whatever is wrong with it.
            catch (Exception fault)
            {
                if (!await CommitAsync(fold, last, last?.Recorded.Position ?? _checkpoint.Position, count, cancellationToken))
                {
                    return;
                }

                BehindSince = RecordedAt(e) ?? (last is null ? null : RecordedAt(last));
                Fail($"It stopped at event {e.Recorded.Revision} ({e.Recorded.Type}) of {e.Recorded.Stream}, position {e.Recorded.Position}: {fault.Message}", fault);
                return;
            }

            last = e;
            count++;
        }

        await CommitAsync(fold, last, upTo, count, cancellationToken);
    }

    public void CaughtUp()
    {
        if (State == ProjectionState.CatchingUp)
        {
            State = ProjectionState.Live;
            BehindSince = IsHeldUp ? BehindSince : null;
        }
    }

    private static DateTimeOffset? RecordedAt(StoredEvent e)
    {
        try
        {
            return e.Metadata.RecordedAt;
        }
        catch (UnreadableEventException)
        {
            // The fold that needs the metadata will say so; for the lag it does not count.
            return null;
        }
    }

    private static EventMark? MarkOf(StoredEvent e)
    {
        try
        {
            return new(e.Recorded.Stream.Value, e.Recorded.Revision, e.Chain.ToString());
        }
        catch (UnreadableEventException)
        {
            return null;
        }
    }

    /// <returns>Whether the checkpoint stands at the position now.</returns>
    private async Task<bool> CommitAsync(IFold fold, StoredEvent? last, Position upTo, int count, CancellationToken cancellationToken)
    {
        if (upTo <= _checkpoint.Position)
        {
            return true;
        }

        var started = time.GetTimestamp();
        var to = new ProjectionCheckpoint(upTo, ledgerId, (last is null ? null : MarkOf(last)) ?? _checkpoint.LastEvent);
        try
        {
            // An earlier try may have succeeded, and only its answer been lost.
            if (!await store.CommitAsync(projection.Schema, _checkpoint.Position, to, fold.WriteTo, cancellationToken)
                && await store.FindAsync(projection.Schema, cancellationToken) != to)
            {
                StepDown();
                return false;
            }
        }
        catch (ReadModelMismatchException fault)
        {
            Fail($"Its rows do not agree with the events up to position {upTo}: {fault.Message}", fault);
            return false;
        }
        // A read model that cannot be written now is tried again: the events are safe, and a stop would need an operator.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            IsHeldUp = true;
            Error = $"The read model cannot be written and is tried again: {fault.Message}";
            _meter.HeldUp();
            LogRetry(fault, Name);
            return false;
        }

        Error = null;
        _checkpoint = to;
        // On the way to the tail there is always more that is not yet applied, and it is no older than this.
        BehindSince = State == ProjectionState.CatchingUp && last is not null ? RecordedAt(last) : null;
        _rate.Add(count);
        _meter.Applied(count, time.GetElapsedTime(started));
        Progress.Advance(upTo);
        return true;
    }

    private void StepDown()
    {
        State = ProjectionState.Stopped;
        Error = "Another process has moved the checkpoint; this one has stepped down.";
        Progress.Release();
        LogStopped(Name);
    }

    private void Fail(string why, Exception? fault)
    {
        Error = why;
        State = ProjectionState.Failed;
        Progress.Release();
        _meter.Failed();
        LogFailed(fault, Name, why);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Projection {Projection} has failed. {Why}")]
    private partial void LogFailed(Exception? fault, string projection, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Projection {Projection} could not be written; it is tried again")]
    private partial void LogRetry(Exception fault, string projection);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Projection {Projection} has stepped down: another process has moved its checkpoint")]
    private partial void LogStopped(string projection);
}
