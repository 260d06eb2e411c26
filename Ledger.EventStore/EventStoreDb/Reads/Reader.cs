using System.Runtime.CompilerServices;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Reads;

/// <summary>
/// Reads from the leader, whatever happens to nodes and connections: a read that breaks is taken up again behind the last event it gave,
/// until a deadline has passed in which nothing came.
/// </summary>
internal sealed class Reader(ClusterNodes nodes, EventStoreDbSettings settings, TimeProvider time)
{
    /// <exception cref="StoreUnavailableException">The leader cannot be read.</exception>
    /// <exception cref="StoreCorruptException">The stream was deleted, or events are missing from it.</exception>
    public async IAsyncEnumerable<RecordedEvent> StreamAsync(
        StreamName stream, ReadDirection direction, long from, long maxCount, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var step = direction == ReadDirection.Forwards ? 1 : -1;
        // The end of a stream is not a revision that it could have.
        if (maxCount <= 0 || (step > 0 && from == long.MaxValue))
        {
            yield break;
        }

        long? next = null;
        var left = maxCount;
        var messages = FollowAsync(() => ReadRequests.Stream(stream, direction, next ?? from, left), cancellationToken);
        await foreach (var message in messages)
        {
            if (message.ContentCase != ReadResp.ContentOneofCase.Event)
            {
                continue;
            }

            var e = RecordedEvents.Of(message.Event);
            if (next is { } expected ? e.Revision != expected : step > 0 && e.Revision != from)
            {
                throw new StoreCorruptException(
                    $"Event {next ?? from} of {stream} is missing: after it comes {e.Revision}. Was the stream truncated or deleted?");
            }

            next = e.Revision + step;
            yield return e;
            if (--left == 0 || next < 0)
            {
                yield break;
            }
        }

        if (next >= 0 && step < 0)
        {
            throw new StoreCorruptException($"Event {next} of {stream} is missing, and so is all before it. Was the stream truncated or deleted?");
        }

        if (next is null && step < 0 && from != long.MaxValue)
        {
            // Some servers answer nothing when they are asked to begin behind the end.
            await foreach (var e in StreamAsync(stream, direction, long.MaxValue, maxCount, cancellationToken))
            {
                if (e.Revision <= from)
                {
                    yield return e;
                }
            }
        }
    }

    /// <summary>Reads all events behind a position that match, until there are no more.</summary>
    /// <exception cref="StoreUnavailableException">The leader cannot be read.</exception>
    public async IAsyncEnumerable<RecordedEvent> AllAsync(
        Position after, StreamFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in FollowAsync(() => ReadRequests.All(after, filter, long.MaxValue), cancellationToken))
        {
            // A read includes the event at the position where it begins.
            if (message.ContentCase == ReadResp.ContentOneofCase.Event && RecordedEvents.Of(message.Event) is { } e && e.Position > after)
            {
                after = e.Position;
                yield return e;
            }
        }
    }

    /// <summary>The position of the newest event of all.</summary>
    /// <exception cref="StoreUnavailableException">The leader cannot be read.</exception>
    public async Task<Position> TailAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in FollowAsync(() => ReadRequests.Newest(), cancellationToken))
        {
            if (message.ContentCase == ReadResp.ContentOneofCase.Event)
            {
                return RecordedEvents.PositionOf(message.Event);
            }
        }

        return Position.Start;
    }

    /// <summary>The messages of a call, and where it breaks, those of another that asks for the rest.</summary>
    private async IAsyncEnumerable<ReadResp> FollowAsync(Func<ReadReq> request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var progressed = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            Exception fault;
            Node? node = null;
            ReadCall? call = null;
            try
            {
                while (true)
                {
                    try
                    {
                        node ??= await nodes.LeaderAsync(cancellationToken)
                            .WithinAsync(settings.DefaultDeadline - time.GetElapsedTime(progressed), nodes, time, cancellationToken);
                        call ??= new(node, request(), requiresLeader: true, cancellationToken);
                        if (!await call.MoveNextAsync(settings.DefaultDeadline, time))
                        {
                            yield break;
                        }
                    }
                    catch (Exception e) when (Faults.IsOfTheCall(e) || e is StoreUnavailableException)
                    {
                        fault = e;
                        break;
                    }

                    yield return call.Current;
                    (progressed, attempt) = (time.GetTimestamp(), 0);
                }
            }
            finally
            {
                if (call is not null)
                {
                    await call.DisposeAsync();
                }
            }

            ThrowIfFinal(fault);
            if (node is not null)
            {
                nodes.Failed(node, fault);
            }

            await Backoff.WaitAsync(attempt, time, cancellationToken);
            if (settings.DefaultDeadline - time.GetElapsedTime(progressed) < settings.DefaultDeadline / Backoff.FairShare)
            {
                throw fault as StoreUnavailableException
                    ?? new StoreUnavailableException($"EventStoreDB cannot be read at {node}: {Faults.Words(fault)}", fault);
            }

            LedgerMeter.StoreRetries.Add(1);
        }
    }

    private static void ThrowIfFinal(Exception fault)
    {
        if (fault is GrpcException { Status: { ExceptionName: "stream-deleted" } status })
        {
            throw new StoreCorruptException($"{status.Message} A ledger's streams are never deleted.", fault);
        }

        if (Faults.IsDenied(fault))
        {
            throw new StoreUnavailableException("The user of the connection string may not read.", fault);
        }
    }
}
