using System.Threading.RateLimiting;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>
/// Carries an append through whatever happens to nodes and connections, until its outcome is known or its time is up: always the same
/// event ids at the same expected revision, so that however often it is sent, it is written once.
/// </summary>
internal sealed class Appender : IAsyncDisposable
{
    // What is in flight is held in memory to be sent again.
    private const int InFlightKiB = 32 * 1024;
    private const int WaitingKiB = 128 * 1024;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly AppendCalls _calls;
    private readonly ClusterNodes _nodes;
    private readonly EventStoreDbSettings _settings;
    private readonly TimeProvider _time;
    private readonly ConcurrencyLimiter _inFlight = new(new() { PermitLimit = InFlightKiB, QueueLimit = WaitingKiB });

    public Appender(ClusterNodes nodes, EventStoreDbSettings settings, TimeProvider time)
    {
        _calls = new(nodes, settings, time);
        (_nodes, _settings, _time) = (nodes, settings, time);
    }

    /// <summary>Appends. The answer is either an append that stands in the log, or a conflict.</summary>
    /// <exception cref="StoreUnavailableException">Nothing was or will be written.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been written, or may yet be.</exception>
    /// <exception cref="StoreCorruptException">The stream was deleted.</exception>
    public async Task<AppendAnswer> AppendAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, CancellationToken cancellationToken)
    {
        var size = AppendLimits.Check(events);
        LedgerMeter.StoreAppends.Add(1);
        var began = _time.GetTimestamp();
        using var room = await RoomAsync(1 + (size / 1024), cancellationToken);
        var mayBeWritten = false;
        for (var attempt = 0; ; attempt++)
        {
            // Once it was sent, only its outcome ends it.
            var answer = await TryAsync(stream, expected, events, began, mayBeWritten ? CancellationToken.None : cancellationToken);
            switch (answer.Outcome)
            {
                // Another event at its place proves that it never was and never will be written; a stream that is too short does not.
                case AppendOutcome.Conflict when mayBeWritten && answer.Revision < expected.Next:
                case AppendOutcome.Unknown:
                    mayBeWritten = true;
                    break;
                case AppendOutcome.Appended or AppendOutcome.Conflict:
                    return answer;
                case AppendOutcome.Refused:
                    throw GivenUp(mayBeWritten, answer.Fault!);
            }

            await Backoff.WaitAsync(attempt, _time, mayBeWritten ? CancellationToken.None : cancellationToken);
            if (Left(began) < _settings.DefaultDeadline / Backoff.FairShare)
            {
                throw GivenUp(mayBeWritten, answer.Fault);
            }

            LedgerMeter.StoreRetries.Add(1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _calls.DisposeAsync();
        await _inFlight.DisposeAsync();
    }

    /// <summary>Waits for room among what is in flight, and leaves a fair part of the deadline to the append itself.</summary>
    private async ValueTask<RateLimitLease> RoomAsync(int kiB, CancellationToken cancellationToken)
    {
        try
        {
            var room = _inFlight.AttemptAcquire(kiB);
            if (!room.IsAcquired)
            {
                using var late = new CancellationTokenSource(_settings.DefaultDeadline - (_settings.DefaultDeadline / Backoff.FairShare), _time);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
                room = await _inFlight.AcquireAsync(kiB, ended.Token);
            }

            return room.IsAcquired ? room : throw NoRoom();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoRoom();
        }
        catch (ObjectDisposedException e)
        {
            throw new StoreUnavailableException("The store is closed.", e);
        }

        StoreUnavailableException NoRoom() => new(_calls.IsClosed ? "The store is closed." : "Too many appends wait for EventStoreDB.");
    }

    private async Task<AppendAnswer> TryAsync(
        StreamName stream, ExpectedRevision expected, IReadOnlyList<EventData> events, long began, CancellationToken cancellationToken)
    {
        IAppendCall call;
        try
        {
            var opening = _calls.GetAsync(cancellationToken);
            call = opening.IsCompleted ? await opening : await opening.AsTask().WaitAsync(Left(began), _time, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            return AppendAnswer.Failed(_calls.IsClosed || Faults.IsDenied(e) ? AppendOutcome.Refused : AppendOutcome.NotTaken, e);
        }
        catch (TimeoutException e)
        {
            return AppendAnswer.Failed(
                AppendOutcome.NotTaken,
                new StoreUnavailableException($"{_nodes.Sought} None was found and reached within {_settings.DefaultDeadline.TotalSeconds} s.", e));
        }

        return await call.SendAsync(new(stream, expected, events, Left(began)));
    }

    private static Exception GivenUp(bool mayBeWritten, Exception? fault) => (mayBeWritten, fault) switch
    {
        (true, _) => new OutcomeUnknownException("EventStoreDB has not said whether an append was written.", fault),
        (false, StoreUnavailableException or StoreCorruptException) => fault,
        _ => new StoreUnavailableException("EventStoreDB cannot be written: " + fault?.Message, fault),
    };

    private TimeSpan Left(long began)
    {
        var left = _settings.DefaultDeadline - _time.GetElapsedTime(began);
        return left > Least ? left : Least;
    }
}
