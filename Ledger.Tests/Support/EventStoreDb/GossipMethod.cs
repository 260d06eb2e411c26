using Ledger.EventStore.EventStoreDb.Protocol;
using State = Ledger.EventStore.EventStoreDb.Protocol.MemberInfo.Types.VNodeState;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Gossip: who is in the cluster, who is alive, and who leads. A node that died is told of as it was last seen.</summary>
internal sealed class GossipMethod(IReadOnlyList<ProtocolNode> nodes, Membership membership, TimeProvider time)
{
    public async Task RunAsync(GrpcCall call)
    {
        await call.ReadOneAsync(Empty.Parser);
        call.Write(new ClusterInfo { Members = { nodes.Select(Describe) } });
        await call.FlushAsync();
    }

    private MemberInfo Describe(ProtocolNode node) => new()
    {
        InstanceId = Uuids.AsBits(node.InstanceId),
        TimeStamp = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks,
        State = StateOf(node),
        IsAlive = node.IsAlive,
        HttpEndPoint = new() { Address = node.Advertised.Host, Port = (uint)node.Advertised.Port },
    };

    private State StateOf(ProtocolNode node)
    {
        if (!node.IsAlive)
        {
            return node.LedWhenItDied ? State.Leader : State.Follower;
        }

        var leader = membership.Leader;
        return leader is null ? State.Unknown : leader == node ? State.Leader : State.Follower;
    }
}
