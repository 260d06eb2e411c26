using Ledger.EventStore.EventStoreDb.Grpc;

namespace Ledger.EventStore.EventStoreDb.Cluster;

/// <summary>A node that can be spoken to.</summary>
internal sealed record Node(Endpoint Endpoint, GrpcChannel Channel)
{
    public override string ToString() => Endpoint.ToString();
}
