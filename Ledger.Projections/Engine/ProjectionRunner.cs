using System.Diagnostics.CodeAnalysis;
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
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore whose handle nobody asks for holds nothing.")]
public sealed partial class ProjectionRunner(IProjection projection, IReadModelStore store, Guid ledgerId, TimeProvider time, ILogger log)
{
    private const int CatchUpBatch = 1_000;

    private readonly RateMeter _rate = new(time);
    private readonly ProjectionMeter _meter = new(projection.Schema.Name);
    private readonly Lag _lag = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ProjectionCheckpoint _checkpoint = ProjectionCheckpoint.None;
    private IReadOnlySet<(string Stream, long Revision)> _skipped = new HashSet<(string, long)>();

    public string Name => Projection.Schema.Name;

    public int Version => Projection.Schema.Version;

    public IProjection Projection { get; } = projection;

    /// <summary>Where its tables are.</summary>
    public IReadModelStore Store { get; } = store;

    public PositionSignal Progress { get; } = new();

    public ProjectionState State { get; private set; } = ProjectionState.CatchingUp;

    public string? Error { get; private set; }

    /// <summary>Why it has failed; <see langword="null"/> unless it has.</summary>
    public ProjectionFailure? Failure { get; private set; }

    public bool IsRunning => State is ProjectionState.CatchingUp or ProjectionState.Live;

    /// <summary>When the oldest event that is known and not yet applied was recorded; <see langword="null"/> where there is none.</summary>
    public DateTimeOffset? BehindSince => _lag.Since;

    public double EventsPerSecond => _rate.PerSecond;

    /// <summary>
    /// Makes the tables ready and finds where to go on; stops at once where the history is not the one it was built from. Done again, it
    /// forgets that it had stopped.
    /// </summary>
    /// <param name="skipped">Events that it goes on without.</param>
    public async Task StartAsync(
        IEventStore events, CancellationToken cancellationToken, IReadOnlySet<(string Stream, long Revision)>? skipped = null)
    {
        _skipped = skipped ?? _skipped;
        _checkpoint = await Store.PrepareAsync(Projection.Schema, cancellationToken);
        (State, Error, Failure, IsHeldUp) = (ProjectionState.CatchingUp, null, null, false);
        _lag.Restart(_checkpoint.Position);
        Progress.StartAt(_checkpoint.Position);
        if (await HistoryCheck.FindMismatchAsync(events, _checkpoint, ledgerId, cancellationToken) is { } mismatch)
        {
            Fail(new(mismatch, null, null), null);
        }
        else
        {
            _lag.Expect(await events.ReadTailAsync(cancellationToken), time.GetUtcNow());
        }
    }

    /// <summary>Takes over what another process that leads has written.</summary>
    /// <param name="tail">The end of the log.</param>
    public void Observe(ProjectionCheckpoint checkpoint, ProjectionFailure? failure, Position tail)
    {
        _checkpoint = checkpoint;
        (Failure, Error) = (failure, failure?.Message);
        State = failure is null ? ProjectionState.Live : ProjectionState.Failed;
        _lag.Advance(checkpoint.Position, null);
        _lag.Expect(tail, time.GetUtcNow());
        Progress.Advance(checkpoint.Position);
        if (failure is not null)
        {
            Progress.Release();
        }
    }

    /// <summary>Goes on where it had failed; what it has missed is read by <see cref="CatchUpAsync"/>.</summary>
    public async Task RetryAsync(IEventStore events, IReadOnlySet<(string Stream, long Revision)> skipped, CancellationToken cancellationToken)
    {
        await StartAsync(events, cancellationToken, skipped);
        IsHeldUp = IsRunning;
    }

    /// <summary>Does something while nothing is applied, given how far the projection is.</summary>
    public async Task<T> WhilePausedAsync<T>(Func<ProjectionCheckpoint, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await work(_checkpoint);
        }
        finally
        {
            _turn.Release();
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

    /// <summary>Takes note of an event that is to come: until it is applied, the projection is behind.</summary>
    public void Expect(StoredEvent e)
    {
        if (IsRunning)
        {
            _lag.Expect(e.Recorded.Position, RecordedTime.Of(e));
        }
    }

    /// <summary>Applies a batch, in order. What fails is remembered; the caller goes on with the other projections.</summary>
    public async Task ApplyAsync(IReadOnlyList<StoredEvent> batch, Position upTo, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (IsRunning && !IsHeldUp)
            {
                await ApplyInTurnAsync(batch, upTo, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ApplyInTurnAsync(IReadOnlyList<StoredEvent> batch, Position upTo, CancellationToken cancellationToken)
    {
        if (upTo <= _checkpoint.Position)
        {
            return;
        }

        if (batch.FirstOrDefault(IsToCome) is { } first)
        {
            Expect(first);
        }

        var fold = Projection.Begin();
        var last = (StoredEvent?)null;
        var count = 0;
        foreach (var e in batch.Where(IsToCome))
        {
            try
            {
                if (!_skipped.Contains((e.Recorded.Stream.Value, e.Recorded.Revision)))
                {
                    fold.Add(e);
                }
            }
            // An event that cannot be folded stops this projection, and no other, whatever is wrong with it.
            catch (Exception fault)
            {
                if (!await CommitAsync(fold, last, last?.Recorded.Position ?? _checkpoint.Position, count, cancellationToken))
                {
                    return;
                }

                _lag.Expect(e.Recorded.Position, RecordedTime.Of(e) ?? (last is null ? null : RecordedTime.Of(last)));
                Fail(
                    new(
                        $"It stopped at event {e.Recorded.Revision} ({e.Recorded.Type}) of {e.Recorded.Stream}, position {e.Recorded.Position}: {fault.Message} "
                            + "When the cause is mended, retry it; or let it go on without this event by skip, with a reason that is recorded.",
                        e.Recorded.Stream.Value,
                        e.Recorded.Revision),
                    fault);
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
            if (!IsHeldUp)
            {
                // What else the log holds is not for projections.
                _lag.Restart(_checkpoint.Position);
            }
        }
    }

    private bool IsToCome(StoredEvent e) => e.Recorded.Position > _checkpoint.Position;

    /// <returns>Whether the checkpoint stands at the position now.</returns>
    private async Task<bool> CommitAsync(IFold fold, StoredEvent? last, Position upTo, int count, CancellationToken cancellationToken)
    {
        if (upTo <= _checkpoint.Position)
        {
            return true;
        }

        var started = time.GetTimestamp();
        var to = new ProjectionCheckpoint(upTo, ledgerId, (last is null ? null : EventMarks.Of(last)) ?? _checkpoint.LastEvent);
        try
        {
            // An earlier try may have succeeded, and only its answer been lost.
            if (!await Store.CommitAsync(Projection.Schema, _checkpoint.Position, to, fold.WriteTo, cancellationToken)
                && await Store.FindAsync(Projection.Schema, cancellationToken) != to)
            {
                StepDown();
                return false;
            }
        }
        catch (ReadModelMismatchException fault)
        {
            Fail(new($"Its rows do not agree with the events up to position {upTo}: {fault.Message} Rebuild it.", null, null), fault);
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
        _lag.Advance(upTo, last is null ? null : RecordedTime.Of(last));
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

    private void Fail(ProjectionFailure failure, Exception? fault)
    {
        (Failure, Error) = (failure, failure.Message);
        State = ProjectionState.Failed;
        Progress.Release();
        _meter.Failed();
        LogFailed(fault, Name, failure.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Projection {Projection} has failed. {Why}")]
    private partial void LogFailed(Exception? fault, string projection, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Projection {Projection} could not be written; it is tried again")]
    private partial void LogRetry(Exception fault, string projection);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Projection {Projection} has stepped down: another process has moved its checkpoint")]
    private partial void LogStopped(string projection);
}
