using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>Ends the wait for a node in time. The search itself goes on, for whoever asks next.</summary>
internal static class SearchLimit
{
    /// <exception cref="StoreUnavailableException">No node was found, or none in time.</exception>
    public static async Task<Node> WithinAsync(
        this Task<Node> search, TimeSpan limit, ClusterNodes nodes, TimeProvider time, CancellationToken cancellationToken)
    {
        if (search.IsCompleted)
        {
            return await search;
        }

        try
        {
            return await search.WaitAsync(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StoreUnavailableException($"{nodes.Sought} Nothing else was found within {limit.TotalSeconds:0.###} s.", e);
        }
    }
}
