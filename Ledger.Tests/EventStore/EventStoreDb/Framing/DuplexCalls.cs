using System.Buffers;
using Ledger.EventStore.EventStoreDb.Appends;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;

namespace Ledger.Tests.EventStore.EventStoreDb.Framing;

/// <summary>Calls that both sides write to, at a server of the test.</summary>
internal static class DuplexCalls
{
    public static Task<GrpcDuplexCall<BatchAppendResp>> OpenAsync(ScriptedServer server) =>
        server.Channel().OpenAsync(AppendMethods.BatchAppend, new(RequiresLeader: true), TestContext.Current.CancellationToken);

    public static Task WriteAsync(GrpcDuplexCall<BatchAppendResp> call, params string[] ids)
    {
        var frames = new ArrayBufferWriter<byte>();
        foreach (var id in ids)
        {
            FrameWriter.Write(new BatchAppendReq { CorrelationId = new() { String = id } }, frames);
        }

        return call.WriteAsync(frames.WrittenMemory.ToArray(), TestContext.Current.CancellationToken);
    }
}
