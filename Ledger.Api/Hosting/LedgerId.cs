using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.EventStore.Streams;

namespace Ledger.Api.Hosting;

/// <summary>The id of the ledger that is served. It is read from the history before anything else is.</summary>
internal sealed class LedgerId(IEventStore store, EventSerializer serializer, TimeProvider time)
{
    private Guid? _value;

    public Guid Value => _value ?? throw new InvalidOperationException("The ledger's id is read before it is used.");

    /// <returns>Whether there is a ledger.</returns>
    public async Task<bool> FindAsync(CancellationToken cancellationToken) =>
        (_value = await LedgerIdentity.FindAsync(store, serializer, cancellationToken)) is not null;

    public async Task EnsureAsync(CancellationToken cancellationToken) =>
        _value = await LedgerIdentity.EnsureAsync(store, serializer, Guid.NewGuid(), time, cancellationToken);
}
