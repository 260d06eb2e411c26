using Ledger.Projections.ReadModels;

namespace Ledger.Tests.Support.ReadModels;

/// <summary>Makes stores of one kind for a test, and closes and removes them after it.</summary>
public abstract class ReadModelStores : IAsyncDisposable
{
    private readonly List<IReadModelStore> _open = [];

    /// <summary>Opens the read models of a name, empty or as they were left. Where it may be, a second time is as from another process.</summary>
    public async Task<IReadModelStore> OpenAsync(string name = "read")
    {
        var store = await OpenNewAsync(name);
        _open.Add(store);
        return store;
    }

    /// <summary>Closes read models as a stop of the process does.</summary>
    public async Task CloseAsync(IReadModelStore store)
    {
        _open.Remove(store);
        await DisposeAsync(store);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open)
        {
            await DisposeAsync(store);
        }

        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a statement in the read models of a name, past every store.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract Task<int> ExecuteAsync(string sql, string name = "read");

    protected abstract Task<IReadModelStore> OpenNewAsync(string name);

    /// <summary>Removes what stores have left behind.</summary>
    protected abstract ValueTask RemoveAsync();

    private static async ValueTask DisposeAsync(IReadModelStore store)
    {
        if (store is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            ((IDisposable)store).Dispose();
        }
    }
}
