using Ledger.Domain.Operations;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;

namespace Ledger.EventStore.Streams;

/// <summary>
/// The id of a ledger, which is its first operational event: so positions and cursors of one ledger are never taken for another's.
/// </summary>
public static class LedgerIdentity
{
    private static readonly StreamName Stream = new(LedgerOperations.Stream);

    /// <summary>Reads the id of the ledger.</summary>
    /// <returns><see langword="null"/> where it has none yet.</returns>
    /// <exception cref="StoreCorruptException">What is there is no ledger.</exception>
    public static async Task<Guid?> FindAsync(IEventStore store, EventSerializer serializer, CancellationToken cancellationToken)
    {
        await foreach (var recorded in store.ReadStreamAsync(Stream, ReadDirection.Forwards, 0, 1, cancellationToken))
        {
            return IdOf(recorded, serializer);
        }

        return null;
    }

    /// <summary>The id that a ledger's first event gives it.</summary>
    /// <exception cref="StoreCorruptException">It is another event.</exception>
    public static Guid IdOf(RecordedEvent first, EventSerializer serializer) => serializer.Deserialize(first) is LedgerCreated created
        ? created.LedgerId
        : throw new StoreCorruptException($"The first event of {Stream} is not the ledger's creation.");

    /// <summary>Reads the id of the ledger, or gives it the one that was made for it.</summary>
    public static async Task<Guid> EnsureAsync(
        IEventStore store, EventSerializer serializer, Guid newId, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindAsync(store, serializer, cancellationToken) is { } id)
            {
                return id;
            }

            var now = Instant.Truncate(time.GetUtcNow());
            var metadata = new EventMetadata(newId.ToString(), newId.ToString(), "ledger", now, null, null);
            var (e, _) = serializer.Serialize(new LedgerCreated(newId), Guid.CreateVersion7(now), metadata, 0, Chain.StartOf(Stream));
            // Another process may be faster: then its id is read in the next round.
            await store.AppendAsync(Stream, ExpectedRevision.NoStream, [e], cancellationToken);
        }
    }
}
