using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using State = Ledger.EventStore.EventStoreDb.Protocol.MemberInfo.Types.VNodeState;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>Which node is in use, and whether it can be written: that is whether its cluster says that it leads.</summary>
internal static class NodeHealth
{
    /// <exception cref="StoreUnavailableException">No node answers.</exception>
    public static async Task<StoreHealth> CheckAsync(ClusterNodes nodes, EventStoreDbSettings settings, CancellationToken cancellationToken)
    {
        var members = await nodes.MembersAsync(cancellationToken);
        if (Gossip.LeaderOf(members) is not { } leader)
        {
            return new(IsWritable: false, $"EventStoreDB has no leader now: {string.Join(", ", members)}.");
        }

        var reading = settings.NodePreference == NodePreference.Leader ? string.Empty
            : $"; subscriptions read from {await nodes.ReadingAsync(cancellationToken)}";
        // A node that is alone may know itself by a name that nobody else knows.
        var inUse = !settings.Discover && members.Count == 1 ? settings.Seeds[0] : leader;
        return new(IsWritable: true, $"EventStoreDB at {inUse}, which leads {Count(members)}{reading}.");
    }

    private static string Count(IReadOnlyList<Member> members) =>
        members.Count(member => member.State != State.Manager) is var count && count == 1 ? "alone" : $"{count} nodes";
}
