using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.EventStore.EventStoreDb.Cluster;

internal static class ClusterMethods
{
    public static readonly GrpcMethod<ClusterInfo> ReadGossip = new("/event_store.client.gossip.Gossip/Read", ClusterInfo.Parser);

    public static readonly GrpcMethod<SupportedMethods> GetSupportedMethods =
        new("/event_store.client.server_features.ServerFeatures/GetSupportedMethods", SupportedMethods.Parser);
}
