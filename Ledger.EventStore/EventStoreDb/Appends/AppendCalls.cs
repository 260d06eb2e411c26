using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.EventStoreDb.Appends;

/// <summary>The call that appends are sent on: to whoever leads, opened again when it breaks.</summary>
internal sealed class AppendCalls : IAsyncDisposable
{
    private readonly ClusterNodes _nodes;
    private readonly EventStoreDbSettings _settings;
    private readonly TimeProvider _time;
    private readonly Kept<IAppendCall> _call;
    private volatile bool _closed;
    private int _opened;

    public AppendCalls(ClusterNodes nodes, EventStoreDbSettings settings, TimeProvider time)
    {
        (_nodes, _settings, _time) = (nodes, settings, time);
        _call = new(OpenAsync);
    }

    /// <exception cref="StoreUnavailableException">There is no leader, or no way to it, or the store is closed.</exception>
    /// <exception cref="TimeoutException">The call is not open in time.</exception>
    public async ValueTask<IAppendCall> GetAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        if (_closed)
        {
            throw new StoreUnavailableException("The store is closed.");
        }

        var kept = _call.GetAsync(cancellationToken);
        var call = kept.IsCompletedSuccessfully ? await kept : await kept.WaitAsync(deadline, _time, CancellationToken.None);
        if (call.IsBroken)
        {
            // It broke before it was kept.
            Discard(call);
            throw new StoreUnavailableException("The call to EventStoreDB broke as soon as it was opened.");
        }

        return call;
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        if (_call.Take() is { } call)
        {
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (call.IsCompletedSuccessfully)
            {
                await (await call).DisposeAsync();
            }
        }
    }

    private async Task<IAppendCall> OpenAsync()
    {
        var node = await _nodes.LeaderAsync(CancellationToken.None);
        try
        {
            var features = await ServerFeatures.ReadAsync(node, _settings.DefaultDeadline, CancellationToken.None);
            if (Interlocked.Increment(ref _opened) > 1)
            {
                LedgerMeter.StoreReconnects.Add(1);
            }

            if (!features.BatchAppend)
            {
                return new SingleAppendCall(node, (call, fault) => Broken(call, node, fault));
            }

            using var limit = new CancellationTokenSource(_settings.DefaultDeadline, _time);
            return new BatchAppendCall(
                await node.Channel.OpenAsync(AppendMethods.BatchAppend, new(RequiresLeader: true), limit.Token),
                features.BatchDeadlines,
                _time,
                (call, fault) => Broken(call, node, fault));
        }
        catch (Exception e) when (Faults.IsOfTheCall(e) || e is OperationCanceledException)
        {
            _nodes.Failed(node, e);
            throw new StoreUnavailableException($"EventStoreDB cannot be reached at {node}: {e.Message}", e);
        }
    }

    private void Broken(IAppendCall call, Node node, Exception fault)
    {
        _nodes.Failed(node, fault);
        Discard(call);
    }

    private void Discard(IAppendCall call)
    {
        if (_call.Forget(call))
        {
            // Its own tasks are among those that it waits for.
            _ = Task.Run(() => call.DisposeAsync().AsTask());
        }
    }
}
