using System.Runtime.CompilerServices;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;
using Microsoft.Extensions.Logging;

namespace Ledger.EventStore.EventStoreDb.Reads;

/// <summary>
/// Follows all events from the preferred node. When the call breaks it is opened again behind the last position that was seen; when
/// nothing comes, the node is asked whether that is so because nothing matches, and how far the log is by now.
/// </summary>
internal sealed partial class AllSubscription(
    ClusterNodes nodes, EventStoreDbSettings settings, StreamFilter filter, TimeProvider time, ILogger log)
{
    // How long nothing comes before the node is asked why: soon while it matters, then less and less often.
    private static readonly TimeSpan FirstProbe = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(2);

    // Each costs a read; what lies between two is looked through again after a break, and found to match nothing.
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(1);

    private Position _seen;
    private long _lastCheckpoint;
    private long? _failing;
    private Position? _tail;
    private bool _caughtUp;

    /// <exception cref="StoreUnavailableException">No node could be read for as long as a deadline.</exception>
    public async IAsyncEnumerable<SubscriptionMessage> FollowAsync(Position after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _seen = after;
        for (var attempt = 0; ; attempt++)
        {
            Exception fault;
            Node? node = null;
            var messages = default(IAsyncEnumerator<SubscriptionMessage>);
            try
            {
                while (true)
                {
                    try
                    {
                        node ??= await nodes.ReadingAsync(cancellationToken).WithinAsync(settings.DefaultDeadline, nodes, time, cancellationToken);
                        messages ??= CallAsync(node, cancellationToken).GetAsyncEnumerator(cancellationToken);
                        await messages.MoveNextAsync();
                    }
                    catch (Exception e) when (Faults.IsOfTheCall(e) || e is StoreUnavailableException)
                    {
                        fault = e;
                        break;
                    }

                    attempt = 0;
                    yield return messages.Current;
                }
            }
            finally
            {
                if (messages is not null)
                {
                    await messages.DisposeAsync();
                }
            }

            if (node is not null)
            {
                nodes.Failed(node, fault);
            }

            // However long nothing came before, since nothing was there to come.
            _failing ??= time.GetTimestamp();
            if (Faults.IsDenied(fault))
            {
                throw new StoreUnavailableException("The user of the connection string may not read.", fault);
            }

            if (time.GetElapsedTime(_failing.Value) >= settings.DefaultDeadline)
            {
                throw new StoreUnavailableException($"The subscription to EventStoreDB broke: {Faults.Words(fault)}", fault);
            }

            LogBroken(_seen, Faults.Words(fault));
            LedgerMeter.StoreRetries.Add(1);
            await Backoff.WaitAsync(attempt, time, cancellationToken);
        }
    }

    /// <summary>What one call says. It ends only by a fault.</summary>
    private async IAsyncEnumerable<SubscriptionMessage> CallAsync(Node node, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var probe = new TailProbe(node, filter, settings.DefaultDeadline, time);
        var pause = FirstProbe;
        await using var call = new ReadCall(node, ReadRequests.Subscription(_seen, filter), requiresLeader: false, cancellationToken);
        // Servers before 23.10 do not say that the tail is reached: it is, once what is the tail now has been passed.
        _caughtUp = false;
        _tail = await probe.TailAsync(cancellationToken);
        while (true)
        {
            var next = call.MoveNextAsync();
            var wait = next.IsCompleted ? null : next.AsTask();
            while (wait is { IsCompleted: false } && !await EndsWithinAsync(wait, pause, cancellationToken))
            {
                // Nothing is read from the call meanwhile, so whatever the probe finds has either been said or is still to come on it.
                var reached = await probe.QuietUpToAsync(_seen, cancellationToken);
                _failing = null;
                if (reached is { } position && Advance(position))
                {
                    yield return new SubscriptionMessage.Checkpoint(position);
                }

                if (reached is not null && !_caughtUp)
                {
                    _caughtUp = true;
                    yield return SubscriptionMessage.CaughtUp.Instance;
                }

                pause = pause * 2 < LongestProbe ? pause * 2 : LongestProbe;
            }

            if (!(wait is null ? await next : await wait))
            {
                throw new IOException("The server ended the subscription.");
            }

            var message = call.Current.ContentCase == ReadResp.ContentOneofCase.Checkpoint
                ? await ReadCheckpointAsync(call.Current.Checkpoint, probe, cancellationToken)
                : Read(call.Current);
            if (message is not null)
            {
                _failing = null;
                pause = FirstProbe;
                yield return message;
            }

            if (!_caughtUp && _tail <= _seen)
            {
                _caughtUp = true;
                yield return SubscriptionMessage.CaughtUp.Instance;
            }
        }
    }

    private SubscriptionMessage? Read(ReadResp answer)
    {
        switch (answer.ContentCase)
        {
            case ReadResp.ContentOneofCase.Event:
                var e = RecordedEvents.Of(answer.Event);
                return Advance(e.Position) ? new SubscriptionMessage.EventAppeared(e) : null;
            case ReadResp.ContentOneofCase.CaughtUp when !_caughtUp:
                _caughtUp = true;
                return SubscriptionMessage.CaughtUp.Instance;
            case ReadResp.ContentOneofCase.FellBehind:
                // It will say itself when it is there again.
                (_caughtUp, _tail) = (false, null);
                return null;
            default:
                return null;
        }
    }

    /// <summary>
    /// A server's checkpoint may lie behind the newest event, even where the next will stand. What is kept is the event before it: a
    /// place that is in the log, and behind which nothing is passed over.
    /// </summary>
    private async Task<SubscriptionMessage?> ReadCheckpointAsync(
        ReadResp.Types.Checkpoint checkpoint, TailProbe probe, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_lastCheckpoint) < CheckpointInterval)
        {
            return null;
        }

        _lastCheckpoint = time.GetTimestamp();
        var position = await probe.NewestBeforeAsync(new(checkpoint.CommitPosition, checkpoint.PreparePosition), cancellationToken);
        return Advance(position) ? new SubscriptionMessage.Checkpoint(position) : null;
    }

    /// <summary>What was seen is not said again.</summary>
    private bool Advance(Position position)
    {
        if (position <= _seen)
        {
            return false;
        }

        _seen = position;
        return true;
    }

    private async Task<bool> EndsWithinAsync(Task next, TimeSpan pause, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = await Task.WhenAny(next, Task.Delay(pause, time, awake.Token)) == next;
        await awake.CancelAsync();
        return ended || cancellationToken.IsCancellationRequested;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The subscription to EventStoreDB broke behind {Position} and is opened again: {Reason}")]
    private partial void LogBroken(Position position, string reason);
}
