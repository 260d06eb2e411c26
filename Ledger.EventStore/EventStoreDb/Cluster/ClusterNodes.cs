using System.Collections.Concurrent;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Metrics;
using Ledger.EventStore.Port;
using Microsoft.Extensions.Logging;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>
/// Knows which node leads and which is read from. What it knows holds until somebody says that it does not; then it asks again.
/// </summary>
internal sealed partial class ClusterNodes : IDisposable
{
    private readonly EventStoreDbSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpMessageInvoker _http;
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _refused;
    private volatile string _found = string.Empty;
    private readonly ConcurrentDictionary<Endpoint, Node> _nodes = new();
    private readonly Kept<Node> _leader;
    private readonly Kept<Node> _reading;
    private readonly ClusterMembers _members;

    public ClusterNodes(EventStoreDbSettings settings, TimeProvider time, ILogger log)
    {
        (_settings, _time, _log) = (settings, time, log);
        Stopping = _stopping.Token;
        _members = new(settings, NodeAt);
        _http = new(NodeHandler.Create(settings));
        _leader = new(() => FindAsync("a leader", Gossip.LeaderOf));
        _reading = new(() => FindAsync("a node to read", members => Gossip.PreferredOf(members, settings.NodePreference, Random.Shared)));
    }

    /// <summary>Ends when the store is closed.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Where a node is looked for, and what the last look found where it was not one.</summary>
    public string Sought => $"EventStoreDB at {_settings} has no node that will do. {_found}".TrimEnd();

    /// <summary>The node that appends and reads that decide something go to.</summary>
    /// <exception cref="StoreUnavailableException">No node says that it leads, or not within a deadline.</exception>
    public Task<Node> LeaderAsync(CancellationToken cancellationToken) => InTimeAsync(_leader, cancellationToken);

    /// <summary>The node that subscriptions go to.</summary>
    /// <exception cref="StoreUnavailableException">No node can be read, or none is found within a deadline.</exception>
    public Task<Node> ReadingAsync(CancellationToken cancellationToken) =>
        _settings.NodePreference == NodePreference.Leader ? LeaderAsync(cancellationToken) : InTimeAsync(_reading, cancellationToken);

    /// <summary>A call to a node failed: it may be away, or no longer lead.</summary>
    public void Failed(Node node, Exception fault)
    {
        _refused = fault is GrpcException;
        if (_leader.Forget(node) | _reading.Forget(node))
        {
            LogFailed(node, Faults.Words(fault));
        }

        if (fault is GrpcException { Status: { ExceptionName: "not-leader", Leader: { } leader } })
        {
            LedgerMeter.Redirects.Add(1);
            LogRedirected(node, leader);
            _leader.Set(NodeAt(leader));
        }
    }

    /// <summary>The members of the cluster that are alive.</summary>
    /// <exception cref="StoreUnavailableException">Nobody answers.</exception>
    public Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancellationToken) => _members.ReadAsync(cancellationToken);

    /// <summary>Looks for nodes no longer. Whoever waits for one is told.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose()
    {
        Stop();
        _http.Dispose();
        _stopping.Dispose();
    }

    /// <summary>The search goes on for whoever asks next; who asks now waits no longer than an append or a read may take.</summary>
    private async Task<Node> InTimeAsync(Kept<Node> kept, CancellationToken cancellationToken)
    {
        var node = kept.GetAsync(cancellationToken);
        try
        {
            return node.IsCompletedSuccessfully ? await node : await node.WaitAsync(_settings.DefaultDeadline, _time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StoreUnavailableException($"No node was found within {_settings.DefaultDeadline.TotalSeconds} s.", e);
        }
        catch (OperationCanceledException e) when (_stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException("The store is closed.", e);
        }
    }

    private async Task<Node> FindAsync(string wanted, Func<IReadOnlyList<Member>, Endpoint?> choose)
    {
        if (!_settings.Discover)
        {
            return await TheOneNodeAsync();
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var members = await MembersAsync(Stopping);
                if (choose(members) is { } endpoint)
                {
                    LogFound(wanted, endpoint);
                    _found = string.Empty;
                    return NodeAt(endpoint);
                }

                _found = $"There is {string.Join(", ", members)}.";
            }
            catch (StoreUnavailableException e) when (!Faults.IsDenied(e))
            {
                _found = e.Message;
            }

            if (attempt >= _settings.MaxDiscoverAttempts)
            {
                throw new StoreUnavailableException($"The cluster has not named {wanted} in {attempt} attempts. {_found}");
            }

            await Task.Delay(_settings.DiscoveryInterval, _time, Stopping);
        }
    }

    /// <summary>
    /// The node that is named, which says itself to an append where the leader is, if it is not that. To a read it does not; so where it
    /// refused a call, it is asked who leads its cluster.
    /// </summary>
    private async Task<Node> TheOneNodeAsync()
    {
        var one = NodeAt(_settings.Seeds[0]);
        if (!_refused)
        {
            return one;
        }

        try
        {
            // A node that is alone may know itself by a name that nobody else knows.
            var members = await MembersAsync(Stopping);
            return members.Count > 1 && Gossip.LeaderOf(members) is { } leader ? NodeAt(leader) : one;
        }
        catch (StoreUnavailableException)
        {
            return one;
        }
    }

    private Node NodeAt(Endpoint endpoint) =>
        _nodes.GetOrAdd(endpoint, at => new(at, new(at.ToUri(_settings.Tls), _settings.Credentials, _http, _time)));

    [LoggerMessage(Level = LogLevel.Information, Message = "EventStoreDB: {Wanted} is {Endpoint}")]
    private partial void LogFound(string wanted, Endpoint endpoint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "EventStoreDB: a call to {Node} failed: {Reason}")]
    private partial void LogFailed(Node node, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "EventStoreDB: {Node} does not lead, {Leader} does")]
    private partial void LogRedirected(Node node, Endpoint leader);
}
