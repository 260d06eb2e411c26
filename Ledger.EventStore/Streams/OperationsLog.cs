using System.Runtime.CompilerServices;
using Ledger.Domain.Operations;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Streams;

/// <summary>What operators did, in one stream: written rarely, and by any process.</summary>
public sealed class OperationsLog(IEventStore store, EventSerializer serializer, TimeProvider time)
{
    private static readonly StreamName Stream = new(LedgerOperations.Stream);

    /// <summary>Appends what somebody did.</summary>
    /// <param name="correlationId">Of the request that asked for it.</param>
    /// <exception cref="StoreUnavailableException">Nothing was or will be written.</exception>
    /// <exception cref="OutcomeUnknownException">It may have been written.</exception>
    public async Task AppendAsync(OperationsEvent happened, string correlationId, string actor, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        while (true)
        {
            var (next, chain, now) = (0L, Chain.StartOf(Stream), Instant.Truncate(time.GetUtcNow()));
            await foreach (var recorded in store.ReadStreamAsync(Stream, ReadDirection.Backwards, long.MaxValue, 1, cancellationToken))
            {
                var last = new StoredEvent(recorded, serializer);
                (next, chain) = (recorded.Revision + 1, last.Chain);
                now = last.Metadata.RecordedAt > now ? last.Metadata.RecordedAt : now;
            }

            var metadata = new EventMetadata(correlationId, correlationId, actor, now, null, null);
            var (e, _) = serializer.Serialize(happened, id, metadata, next, chain);
            // Somebody else may be faster: then it follows on his.
            if (await store.AppendAsync(Stream, ExpectedRevision.Before(next), [e], cancellationToken) is AppendResult.Appended)
            {
                return;
            }
        }
    }

    public async IAsyncEnumerable<OperationsEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var recorded in store.ReadStreamAsync(Stream, ReadDirection.Forwards, 0, long.MaxValue, cancellationToken))
        {
            if (serializer.Deserialize(recorded) is OperationsEvent happened)
            {
                yield return happened;
            }
        }
    }
}
