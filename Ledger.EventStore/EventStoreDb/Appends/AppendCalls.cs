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
    private int _opened;

    public AppendCalls(ClusterNodes nodes, EventStoreDbSettings settings, TimeProvider time)
    {
        (_nodes, _settings, _time) = (nodes, settings, time);
        _call = new(OpenAsync);
    }

    /// <summary>Whether nothing is sent any more, and nothing is worth another attempt.</summary>
    public bool IsClosed => _nodes.Stopping.IsCancellationRequested;

    /// <exception cref="StoreUnavailableException">There is no leader, or no way to it; or the store is closed.</exception>
    public async ValueTask<IAppendCall> GetAsync(CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        IAppendCall call;
        try
        {
            call = await _call.GetAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (IsClosed && !cancellationToken.IsCancellationRequested)
        {
            throw Closed();
        }

        if (IsClosed)
        {
            // It may have been opened while the store was being closed, which then did not see it.
            Discard(call);
            throw Closed();
        }

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
        using var limit = new CancellationTokenSource(_settings.DefaultDeadline, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _nodes.Stopping);
        try
        {
            var features = await ServerFeatures.ReadAsync(node, _settings.DefaultDeadline, ended.Token);
            if (Interlocked.Increment(ref _opened) > 1)
            {
                LedgerMeter.StoreReconnects.Add(1);
            }

            if (!features.BatchAppend)
            {
                return new SingleAppendCall(node, (call, fault) => Broken(call, node, fault));
            }

            return new BatchAppendCall(
                await node.Channel.OpenAsync(AppendMethods.BatchAppend, new(RequiresLeader: true), ended.Token),
                features.BatchDeadlines,
                _time,
                (call, fault) => Broken(call, node, fault));
        }
        catch (OperationCanceledException e)
        {
            var fault = new TimeoutException(
                IsClosed ? "The store is closed." : $"It did not answer within {_settings.DefaultDeadline.TotalSeconds} s.", e);
            _nodes.Failed(node, fault);
            throw Faults.Unreachable(node, fault);
        }
        catch (Exception e) when (Faults.IsOfTheCall(e))
        {
            _nodes.Failed(node, e);
            throw Faults.Unreachable(node, e);
        }
    }

    private void ThrowIfClosed()
    {
        if (IsClosed)
        {
            throw Closed();
        }
    }

    private static StoreUnavailableException Closed() => new("The store is closed.");

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
