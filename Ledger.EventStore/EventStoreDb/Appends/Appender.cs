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
    private const int Waiting = 1024 * 1024;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly AppendCalls _calls;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;
    private readonly ConcurrencyLimiter _inFlight = new(new() { PermitLimit = InFlightKiB, QueueLimit = Waiting });
    private volatile bool _closed;

    public Appender(ClusterNodes nodes, EventStoreDbSettings settings, TimeProvider time)
    {
        _calls = new(nodes, settings, time);
        (_deadline, _time) = (settings.DefaultDeadline, time);
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
        using var room = await _inFlight.AcquireAsync(1 + (size / 1024), cancellationToken);
        if (!room.IsAcquired)
        {
            throw new StoreUnavailableException("Too many appends wait for EventStoreDB.");
        }

        var began = _time.GetTimestamp();
        var mayBeWritten = false;
        for (var attempt = 0; ; attempt++)
        {
            var answer = await TryAsync(new(stream, expected, events, Left(began)), attempt == 0 ? cancellationToken : CancellationToken.None);
            switch (answer.Outcome)
            {
                // Another event at its place proves that it never was and never will be written; a stream that is too short does not.
                case AppendOutcome.Conflict when mayBeWritten && answer.Revision + 1 < expected.Next:
                case AppendOutcome.Unknown:
                    mayBeWritten = true;
                    break;
                case AppendOutcome.Appended or AppendOutcome.Conflict:
                    return answer;
                case AppendOutcome.Refused:
                    throw GivenUp(mayBeWritten, answer.Fault!);
            }

            if (_closed || _time.GetElapsedTime(began) >= _deadline)
            {
                throw GivenUp(mayBeWritten, answer.Fault);
            }

            LedgerMeter.StoreRetries.Add(1);
            await Backoff.WaitAsync(attempt, _time, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await _calls.DisposeAsync();
        await _inFlight.DisposeAsync();
    }

    private async Task<AppendAnswer> TryAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        IAppendCall call;
        try
        {
            call = await _calls.GetAsync(request.Deadline, cancellationToken);
        }
        catch (Exception e) when (e is StoreUnavailableException or TimeoutException)
        {
            return AppendAnswer.Failed(AppendOutcome.NotTaken, e);
        }

        return await call.SendAsync(request);
    }

    private static Exception GivenUp(bool mayBeWritten, Exception? fault) => (mayBeWritten, fault) switch
    {
        (true, _) => new OutcomeUnknownException("EventStoreDB has not said whether an append was written.", fault),
        (false, StoreUnavailableException or StoreCorruptException) => fault,
        _ => new StoreUnavailableException("EventStoreDB cannot be written: " + fault?.Message, fault),
    };

    private TimeSpan Left(long began)
    {
        var left = _deadline - _time.GetElapsedTime(began);
        return left > Least ? left : Least;
    }
}
