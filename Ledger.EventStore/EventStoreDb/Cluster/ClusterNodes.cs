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
    private readonly ConcurrentDictionary<Endpoint, Node> _nodes = new();
    private readonly Kept<Node> _leader;
    private readonly Kept<Node> _reading;
    private volatile IReadOnlyList<Endpoint> _known = [];

    public ClusterNodes(EventStoreDbSettings settings, TimeProvider time, ILogger log)
    {
        (_settings, _time, _log) = (settings, time, log);
        _http = new(NodeHandler.Create(settings));
        _leader = new(() => FindAsync("a leader", Gossip.LeaderOf));
        _reading = new(() => FindAsync("a node to read", members => Gossip.PreferredOf(members, settings.NodePreference, Random.Shared)));
    }

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
        if (_leader.Forget(node) | _reading.Forget(node))
        {
            LogFailed(node, fault.Message);
        }

        if (fault is GrpcException { Status: { ExceptionName: "not-leader", Leader: { } leader } })
        {
            LedgerMeter.Redirects.Add(1);
            LogRedirected(node, leader);
            _leader.Set(NodeAt(leader));
        }
    }

    /// <summary>Asks for the members of the cluster, whoever answers first.</summary>
    /// <exception cref="StoreUnavailableException">Nobody answers.</exception>
    public async Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var endpoint in Candidates())
        {
            try
            {
                var members = await Gossip.ReadAsync(NodeAt(endpoint), _settings.GossipTimeout, cancellationToken);
                if (_settings.Discover)
                {
                    _known = [.. members.Select(member => member.Endpoint)];
                }

                return members;
            }
            catch (Exception e) when (Faults.IsOfTheCall(e))
            {
                faults.Add($"{endpoint}: {e.Message}");
            }
        }

        throw new StoreUnavailableException($"No node of EventStoreDB answers. {string.Join(" ", faults)}");
    }

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
            // One node: it says itself where the leader is, if it is not that.
            return NodeAt(_settings.Seeds[0]);
        }

        for (var attempt = 1; ; attempt++)
        {
            string found;
            try
            {
                var members = await MembersAsync(_stopping.Token);
                if (choose(members) is { } endpoint)
                {
                    LogFound(wanted, endpoint);
                    return NodeAt(endpoint);
                }

                found = $"There is {string.Join(", ", members)}.";
            }
            catch (StoreUnavailableException e)
            {
                found = e.Message;
            }

            if (attempt >= _settings.MaxDiscoverAttempts)
            {
                throw new StoreUnavailableException($"The cluster has not named {wanted} in {attempt} attempts. {found}");
            }

            await Task.Delay(_settings.DiscoveryInterval, _time, _stopping.Token);
        }
    }

    /// <summary>Those who answered last, then the seeds, in any order, so that a thousand clients do not all ask the same.</summary>
    private IEnumerable<Endpoint> Candidates()
    {
        var (known, seeds) = (_known.ToArray(), _settings.Seeds.ToArray());
        Random.Shared.Shuffle(known);
        Random.Shared.Shuffle(seeds);
        return known.Concat(seeds).Distinct();
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
