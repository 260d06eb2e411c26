namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>
/// Servers that speak EventStoreDB's protocol over one store in memory, as recorded from real ones: for tests of the client, and to be
/// loaded. Every node answers from the same log, so that a follower has at once what the leader has.
/// </summary>
public sealed class ProtocolCluster : IAsyncDisposable
{
    private readonly Membership _membership = new();
    private readonly List<ProtocolNode> _nodes = [];
    private readonly ClusterCertificates? _certificates;

    private ProtocolCluster(int nodes, InMemoryEventStore store, bool tls)
    {
        Store = store;
        _certificates = tls ? new() : null;
        var log = new ServerLog(store);
        for (var i = 0; i < nodes; i++)
        {
            _nodes.Add(new(log, _nodes, _membership, Behaviour, _certificates?.Server));
        }
    }

    public InMemoryEventStore Store { get; }

    public ServerBehaviour Behaviour { get; } = new();

    public IReadOnlyList<ProtocolNode> Nodes => _nodes;

    /// <summary>The first node, until it is moved or dies.</summary>
    public ProtocolNode? Leader => _membership.Leader;

    /// <summary>With TLS: the authority that signed the servers' certificate, as PEM.</summary>
    public string? CertificateAuthority => _certificates?.Authority;

    /// <summary>By the addresses that the nodes advertise now.</summary>
    public string ConnectionString
    {
        get
        {
            var scheme = _nodes.Count == 1 ? "esdb" : "esdb+discover";
            var hosts = string.Join(',', _nodes.Select(node => $"{node.Advertised.Host}:{node.Advertised.Port}"));
            return $"{scheme}://{hosts}?tls={(_certificates is null ? "false" : "true")}";
        }
    }

    /// <param name="nodes">How many.</param>
    /// <param name="store">What is there already; else nothing is.</param>
    /// <param name="tls">Whether connections are encrypted, for 127.0.0.1 and localhost.</param>
    public static async Task<ProtocolCluster> StartAsync(int nodes = 1, InMemoryEventStore? store = null, bool tls = false)
    {
        var cluster = new ProtocolCluster(nodes, store ?? new(), tls);
        foreach (var node in cluster._nodes)
        {
            await node.StartAgainAsync();
        }

        cluster.MoveLeader(cluster._nodes[0]);
        return cluster;
    }

    /// <summary>Gossip says so at once; calls of BatchAppend that insist on the leader end on every other node.</summary>
    public void MoveLeader(ProtocolNode leader) => _membership.Move(leader);

    /// <summary>As between the loss of a leader and the election of the next: nobody leads, and appends are answered "not ready".</summary>
    public void LoseLeader() => _membership.Move(null);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _certificates?.Dispose();
    }
}
