using System.Buffers;
using System.Diagnostics;
using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.Benchmarks.Measures.EventStoreDb;

/// <summary>
/// The least that a client can do: one call of <c>BatchAppend</c>, and for each answer the next append of the same stream; one call of
/// <c>Read</c>, each message decoded and forgotten. No retries, no deadlines, nothing kept.
/// </summary>
internal static class BareLoop
{
    private static readonly GrpcMethod<BatchAppendResp> BatchAppend = new("/event_store.client.streams.Streams/BatchAppend", BatchAppendResp.Parser);
    private static readonly GrpcMethod<ReadResp> Read = new("/event_store.client.streams.Streams/Read", ReadResp.Parser);

    /// <returns>How many appends were answered.</returns>
    public static async Task<long> AppendAsync(GrpcChannel channel, int inFlight, byte[] data, TimeSpan duration)
    {
        await using var call = await channel.OpenAsync(BatchAppend, new(RequiresLeader: true), CancellationToken.None);
        var run = Guid.CreateVersion7();
        var revisions = new long[inFlight];
        var frames = new ArrayBufferWriter<byte>();
        for (var i = 0; i < inFlight; i++)
        {
            FrameWriter.Write(Request(run, i, 0, data), frames);
        }

        await call.WriteAsync(frames.WrittenMemory, CancellationToken.None);
        var (started, answered, open) = (Stopwatch.GetTimestamp(), 0L, inFlight);
        while (open > 0)
        {
            frames.ResetWrittenCount();
            do
            {
                var answer = await call.ReadAsync(CancellationToken.None) ?? throw new IOException("The server ended the call.");
                if (answer.ResultCase != BatchAppendResp.ResultOneofCase.Success)
                {
                    throw new IOException($"An append failed: {answer.Error.Message}");
                }

                answered++;
                var slot = (int)answer.CorrelationId.Structured.LeastSignificantBits;
                if (Stopwatch.GetElapsedTime(started) < duration)
                {
                    FrameWriter.Write(Request(run, slot, ++revisions[slot], data), frames);
                }
                else
                {
                    open--;
                }
            }
            while (call.HasNext);

            if (frames.WrittenCount > 0)
            {
                await call.WriteAsync(frames.WrittenMemory, CancellationToken.None);
            }
        }

        return answered;
    }

    /// <returns>How many events were decoded.</returns>
    public static async Task<long> ReadAllAsync(GrpcChannel channel)
    {
        var request = new ReadReq
        {
            Options = new()
            {
                All = new() { Start = new() },
                Count = long.MaxValue,
                Filter = new() { StreamIdentifier = new() { Prefix = { "bench-" } }, Max = 1024, CheckpointIntervalMultiplier = 1 },
                UuidOption = new() { Structured = new() },
                ControlOption = new() { Compatibility = 1 },
            },
        };
        var count = 0L;
        await foreach (var message in channel.StreamAsync(Read, new IMessage[] { request }, new(RequiresLeader: true), CancellationToken.None))
        {
            count += message.ContentCase == ReadResp.ContentOneofCase.Event ? 1 : 0;
        }

        return count;
    }

    private static BatchAppendReq Request(Guid run, int slot, long revision, byte[] data)
    {
        var request = new BatchAppendReq
        {
            CorrelationId = new() { Structured = new() { MostSignificantBits = 1, LeastSignificantBits = slot } },
            Options = new() { StreamIdentifier = new() { StreamName = ByteString.CopyFromUtf8($"bench-{run}-{slot}") } },
            ProposedMessages =
            {
                new BatchAppendReq.Types.ProposedMessage
                {
                    Id = Guid.CreateVersion7().ToUuid(),
                    Metadata = { ["type"] = "benched.v1", ["content-type"] = "application/json" },
                    Data = UnsafeByteOperations.UnsafeWrap(data),
                },
            },
            IsFinal = true,
        };
        if (revision == 0)
        {
            request.Options.NoStream = new();
        }
        else
        {
            request.Options.StreamPosition = (ulong)revision - 1;
        }

        return request;
    }
}
