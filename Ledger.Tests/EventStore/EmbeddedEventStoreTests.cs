using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore;

public sealed class EmbeddedEventStoreTests : EventStoreContract, IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly EmbeddedEventStore _store;

    public EmbeddedEventStoreTests() => _store = EmbeddedEventStore.Open(_directory.Path, NullLogger.Instance);

    protected override IEventStore Store => _store;

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }
}
