using System.Runtime.CompilerServices;
using Ledger.Domain.Operations;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Streams;

/// <summary>What operators did, in one stream, or another of the ledger's own: written rarely, and by any process.</summary>
public sealed class OperationsLog(IEventStore store, EventSerializer serializer, TimeProvider time, string stream = LedgerOperations.Stream)
{
    private readonly StreamName _stream = new(stream);

    /// <summary>Appends what somebody did.</summary>
    /// <param name="correlationId">Of the request that asked for it.</param>
    /// <exception cref="StoreUnavailableException">Nothing was or will be written.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been written.</exception>
    public async Task AppendAsync(OperationsEvent happened, string correlationId, string actor, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        while (true)
        {
            var (next, chain, now) = (0L, Chain.StartOf(_stream), Instant.Truncate(time.GetUtcNow()));
            if (await FindLastAsync(cancellationToken) is { } last)
            {
                (next, chain) = (last.Recorded.Revision + 1, last.Chain);
                now = last.Metadata.RecordedAt > now ? last.Metadata.RecordedAt : now;
            }

            var metadata = new EventMetadata(correlationId, correlationId, actor, now, null, null);
            var (e, _) = serializer.Serialize(happened, id, metadata, next, chain);
            // Somebody else may be faster: then it follows on his.
            if (await store.AppendAsync(_stream, ExpectedRevision.Before(next), [e], cancellationToken) is AppendResult.Appended)
            {
                return;
            }
        }
    }

    /// <summary>The last event; <see langword="null"/> where there is none.</summary>
    public async Task<StoredEvent?> FindLastAsync(CancellationToken cancellationToken)
    {
        await foreach (var recorded in store.ReadStreamAsync(_stream, ReadDirection.Backwards, long.MaxValue, 1, cancellationToken))
        {
            return new(recorded, serializer);
        }

        return null;
    }

    public async IAsyncEnumerable<OperationsEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var recorded in store.ReadStreamAsync(_stream, ReadDirection.Forwards, 0, long.MaxValue, cancellationToken))
        {
            if (serializer.Deserialize(recorded) is OperationsEvent happened)
            {
                yield return happened;
            }
        }
    }
}
