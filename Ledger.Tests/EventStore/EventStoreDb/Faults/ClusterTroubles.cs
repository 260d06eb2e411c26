using Ledger.Tests.Support.EventStoreDb;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>Makes trouble for a cluster: in front of its nodes, among them, and in them.</summary>
internal sealed class ClusterTroubles : IDisposable
{
    private readonly ProtocolCluster _cluster;
    private readonly FaultProxy[] _proxies;
    private readonly ServerTroubles _servers;

    /// <summary>Puts a proxy in front of each node; from now on the nodes name their proxies.</summary>
    public ClusterTroubles(ProtocolCluster cluster, int seed)
    {
        (_cluster, _servers) = (cluster, new(cluster.Behaviour, seed));
        _proxies = [.. cluster.Nodes.Select(node => new FaultProxy(node.Endpoint))];
        foreach (var (node, proxy) in cluster.Nodes.Zip(_proxies))
        {
            node.Advertised = proxy.Endpoint;
        }
    }

    public async Task ApplyAsync(FaultStep step)
    {
        var leader = _cluster.Nodes.TakeWhile(node => node != _cluster.Leader).Count() % _proxies.Length;
        var at = step.Node < 0 ? leader : step.Node;
        var proxy = _proxies[at];
        switch (step.Trouble)
        {
            case Trouble.CutRequests:
                proxy.Set(new(Way.ToServer, step.Amount, step.Ending));
                break;
            case Trouble.CutAnswers:
                proxy.Set(new(Way.ToClient, step.Amount, step.Ending));
                break;
            case Trouble.CutNext:
                proxy.SetNext(new(step.Amount % 2 == 0 ? Way.ToServer : Way.ToClient, step.Amount, step.Ending));
                break;
            case Trouble.Delay:
                proxy.DelayBy(TimeSpan.FromMilliseconds(step.Amount));
                break;
            case Trouble.Refuse:
                proxy.Refuse();
                break;
            case Trouble.MoveLeader when _cluster.Nodes[(leader + 1) % _proxies.Length].IsAlive:
                await MoveAsync(() => _cluster.MoveLeader(_cluster.Nodes[(leader + 1) % _proxies.Length]));
                break;
            case Trouble.LoseLeader:
                await MoveAsync(_cluster.LoseLeader);
                break;
            case Trouble.NodeDies:
                await StopAsync(_cluster.Nodes[at]);
                break;
            case Trouble.BrokenCalls:
                _servers.BreakCalls();
                break;
            case Trouble.Refusals:
                _servers.Refuse();
                break;
            case Trouble.LateCommits:
                _servers.CommitLate(FaultLab.Patience);
                break;
            case Trouble.LateAnswers:
                _servers.AnswerLate();
                break;
            case Trouble.Outage:
                Array.ForEach(_proxies, any => any.Refuse());
                Array.ForEach(_proxies, any => any.Set(new(Way.ToClient, step.Amount, CutEnding.Reset)));
                break;
        }
    }

    /// <summary>Ends all of it.</summary>
    public async Task HealAsync()
    {
        _servers.Heal();
        foreach (var node in _cluster.Nodes.Where(node => !node.IsAlive))
        {
            await node.StartAgainAsync();
        }

        if (_cluster.Leader is null)
        {
            await MoveAsync(() => _cluster.MoveLeader(_cluster.Nodes[0]));
        }

        Array.ForEach(_proxies, proxy => proxy.Heal());
    }

    public void Dispose() => Array.ForEach(_proxies, proxy => proxy.Dispose());

    private async Task StopAsync(ProtocolNode node)
    {
        try
        {
            await node.StopAsync();
        }
        catch (IOException)
        {
            // It has stopped; not every call that is to hear that it led could be told.
            await MoveAsync(_cluster.LoseLeader);
        }
    }

    /// <summary>A call whose connection broke at that moment cannot be told, and so keeps those behind it from hearing of it.</summary>
    private static async Task MoveAsync(Action move)
    {
        while (true)
        {
            try
            {
                move();
                return;
            }
            catch (IOException)
            {
                await Task.Delay(1);
            }
        }
    }
}
