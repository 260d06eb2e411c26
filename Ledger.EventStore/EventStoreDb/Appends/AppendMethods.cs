using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.EventStore.EventStoreDb.Appends;

internal static class AppendMethods
{
    public static readonly GrpcMethod<AppendResp> Append = new("/event_store.client.streams.Streams/Append", AppendResp.Parser);

    public static readonly GrpcMethod<BatchAppendResp> BatchAppend = new("/event_store.client.streams.Streams/BatchAppend", BatchAppendResp.Parser);
}
