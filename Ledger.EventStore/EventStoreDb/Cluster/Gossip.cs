using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.EventStoreDb.Settings;
using State = Ledger.EventStore.EventStoreDb.Protocol.MemberInfo.Types.VNodeState;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>What a node says about a member of its cluster.</summary>
internal sealed record Member(Endpoint Endpoint, State State)
{
    public override string ToString() => $"{Endpoint} {State}";
}

/// <summary>The members of a cluster that are alive, as one of them sees them.</summary>
internal static class Gossip
{
    /// <summary>Asks a node. Errors as in <see cref="GrpcChannel.CallAsync"/>.</summary>
    public static async Task<IReadOnlyList<Member>> ReadAsync(Node node, TimeSpan deadline, CancellationToken cancellationToken) =>
        AliveOf(await node.Channel.CallAsync(
            ClusterMethods.ReadGossip, new IMessage[] { new Empty() }, new(RequiresLeader: false, deadline), cancellationToken));

    public static IReadOnlyList<Member> AliveOf(ClusterInfo cluster) =>
    [
        .. cluster.Members.Where(member => member.IsAlive)
            .Select(member => (member.State, Endpoint: member.HttpEndPoint is { } at ? Endpoint.TryCreate(at.Address, (int)Math.Min(at.Port, int.MaxValue)) : null))
            .Where(member => member.Endpoint is not null)
            .Select(member => new Member(member.Endpoint!, member.State)),
    ];

    /// <summary>The one member that can be written.</summary>
    public static Endpoint? LeaderOf(IReadOnlyList<Member> members) => members.FirstOrDefault(member => member.State == State.Leader)?.Endpoint;

    /// <summary>The member that is preferred for reading, or the next best that can be read.</summary>
    public static Endpoint? PreferredOf(IReadOnlyList<Member> members, NodePreference preference, Random random)
    {
        var readable = members.Where(member => member.State is State.Leader or State.Follower or State.ReadOnlyReplica).ToArray();
        random.Shuffle(readable);
        return readable.OrderBy(member => preference switch
        {
            NodePreference.Leader => member.State != State.Leader,
            NodePreference.Follower => member.State != State.Follower,
            NodePreference.ReadOnlyReplica => member.State != State.ReadOnlyReplica,
            _ => false,
        }).FirstOrDefault()?.Endpoint;
    }
}
