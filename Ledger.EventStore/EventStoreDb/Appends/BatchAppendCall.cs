using System.Buffers;
using System.Threading.Channels;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Metrics;

namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>
/// One long-lived call with many appends in flight. What is waiting leaves in one write; answers find their append by its number.
/// Once the call breaks, everything that had left is of unknown outcome, and everything else was not taken.
/// </summary>
internal sealed class BatchAppendCall : IAppendCall
{
    private const int WriteSize = 64 * 1024;

    // The server answers first if its own deadline passes.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(250);

    private readonly GrpcDuplexCall<BatchAppendResp> _call;
    private readonly BatchRequests _requests;
    private readonly Action<BatchAppendCall, Exception> _broken;
    private readonly TimeProvider _time;
    // Read by the writing, emptied by whoever ends the call, and looked into by the sweep.
    private readonly Channel<AppendRequest> _queue = Channel.CreateUnbounded<AppendRequest>();
    private readonly Lock _gate = new();
    private readonly Dictionary<long, AppendRequest> _inFlight = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _sweep;
    private readonly Task _writing;
    private readonly Task _reading;
    private Exception? _fault;
    private long _sent;
    private long _lastAnswer;
    private volatile bool _answered;

    /// <param name="broken">Is told once, before the appends are, so that whoever tries again does not meet the same call.</param>
    public BatchAppendCall(
        GrpcDuplexCall<BatchAppendResp> call, bool withDeadlines, TimeProvider time, Action<BatchAppendCall, Exception> broken)
    {
        (_call, _requests, _time, _broken) = (call, new(withDeadlines), time, broken);
        _lastAnswer = time.GetTimestamp();
        _reading = Task.Run(ReadAsync);
        _writing = Task.Run(WriteAsync);
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    public bool IsBroken => Volatile.Read(ref _fault) is not null;

    public Task<AppendAnswer> SendAsync(AppendRequest request)
    {
        request.Began = _time.GetTimestamp();
        if (!_queue.Writer.TryWrite(request))
        {
            request.TrySetResult(AppendAnswer.Failed(AppendOutcome.NotTaken, _fault!));
        }

        return request.Task;
    }

    public async ValueTask DisposeAsync()
    {
        End(new IOException("The store is closed."));
        await Task.WhenAll(_writing, _reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _sweep.DisposeAsync();
        await _call.DisposeAsync();
        _ended.Dispose();
    }

    private async Task WriteAsync()
    {
        var frames = new ArrayBufferWriter<byte>(WriteSize);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_ended.Token))
            {
                var count = 0;
                while (frames.WrittenCount < WriteSize && _queue.Reader.TryRead(out var request))
                {
                    if (Register(request) is { } correlation)
                    {
                        _requests.Write(request, correlation, frames);
                        count++;
                    }
                }

                LedgerMeter.StoreBatch.Record(count);
                await _call.WriteAsync(frames.WrittenMemory, _ended.Token);
                frames.ResetWrittenCount();
            }
        }
        // Whatever it is, the appends in flight are told; nothing can be written any more.
        catch (Exception e)
        {
            // Where the server ended the call, what it says to that comes to the reader.
            await _reading.WaitAsync(Grace, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            End(e);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _call.ReadAsync(_ended.Token) is { } answer)
            {
                Volatile.Write(ref _lastAnswer, _time.GetTimestamp());
                _answered = true;
                if (_requests.CorrelationOf(answer) is { } correlation && Remove(correlation) is { } request)
                {
                    request.TrySetResult(BatchAnswers.Read(answer));
                }
            }

            End(new IOException("The server ended the call."));
        }
        // As above.
        catch (Exception e)
        {
            End(e);
        }
    }

    /// <summary>From here on the append is in flight.</summary>
    private long? Register(AppendRequest request)
    {
        lock (_gate)
        {
            if (_fault is not null)
            {
                request.TrySetResult(AppendAnswer.Failed(AppendOutcome.NotTaken, _fault));
                return null;
            }

            _inFlight.Add(++_sent, request);
            LedgerMeter.StoreInFlight.Add(1);
            return _sent;
        }
    }

    private AppendRequest? Remove(long correlation)
    {
        lock (_gate)
        {
            if (!_inFlight.Remove(correlation, out var request))
            {
                return null;
            }

            LedgerMeter.StoreInFlight.Add(-1);
            return request;
        }
    }

    /// <summary>Gives up what has waited too long, and the call where it does not answer at all.</summary>
    private void Sweep()
    {
        long[] overdue;
        lock (_gate)
        {
            overdue = [.. _inFlight.Where(sent => IsOverdue(sent.Value)).Select(sent => sent.Key)];
        }

        if (_queue.Reader.TryPeek(out var next) && IsOverdue(next))
        {
            // It has not even left: the connection takes nothing more.
            End(new TimeoutException("The server has not taken an append in time."));
        }

        foreach (var correlation in overdue)
        {
            if (Remove(correlation) is not { } request)
            {
                continue;
            }

            var fault = new TimeoutException("The server has not answered an append in time.");
            if (_time.GetElapsedTime(request.Began) <= _time.GetElapsedTime(Volatile.Read(ref _lastAnswer)))
            {
                End(fault);
            }

            request.TrySetResult(AppendAnswer.Failed(AppendOutcome.Unknown, fault));
        }
    }

    private bool IsOverdue(AppendRequest request) => _time.GetElapsedTime(request.Began) > request.Deadline + Grace;

    private void End(Exception fault)
    {
        AppendRequest[] left;
        lock (_gate)
        {
            if (_fault is not null)
            {
                return;
            }

            Volatile.Write(ref _fault, fault);
            left = [.. _inFlight.Values];
            _inFlight.Clear();
        }

        LedgerMeter.StoreInFlight.Add(-left.Length);
        _queue.Writer.TryComplete();
        _broken(this, fault);
        _ended.Cancel();
        // Who is not let in before anything is answered was not let in at all.
        var wasRefused = !_answered && Faults.IsDenied(fault);
        Array.ForEach(left, request => request.TrySetResult(
            wasRefused ? CallFaults.Read(fault, request.Stream.Value) : AppendAnswer.Failed(AppendOutcome.Unknown, fault)));
        while (_queue.Reader.TryRead(out var request))
        {
            request.TrySetResult(AppendAnswer.Failed(AppendOutcome.NotTaken, fault));
        }
    }
}
