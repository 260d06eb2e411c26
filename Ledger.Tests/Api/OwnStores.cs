using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

/// <summary>Tests that begin and end services of their own, beside no others, on stores that are there for one test.</summary>
[Collection(ProcessGroup.Name)]
public abstract class OwnStores : IAsyncLifetime
{
    protected abstract LedgerStores Stores { get; }

    public virtual async ValueTask InitializeAsync() => await Stores.StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
