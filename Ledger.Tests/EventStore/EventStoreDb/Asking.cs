using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb;

/// <summary>Requests to a cluster, in as few words as a test wants to have for them.</summary>
internal sealed class Asking(ProtocolCluster cluster) : IDisposable
{
    public static readonly (string Name, string Value) RequiresLeader = ("requires-leader", "true");

    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    public static BatchAppendReq Batch(string stream, Action<BatchAppendReq.Types.Options> expecting, params IEnumerable<Guid> ids)
    {
        var request = new BatchAppendReq { CorrelationId = Uuids.AsText(Guid.NewGuid()), Options = new(), IsFinal = true };
        request.Options.StreamIdentifier = Stream(stream);
        expecting(request.Options);
        request.ProposedMessages.AddRange(ids.Select(id => new BatchAppendReq.Types.ProposedMessage
        {
            Id = Uuids.AsText(id),
            Metadata = { ["type"] = "tested.v1", ["content-type"] = "application/json" },
        }));
        return request;
    }

    public static StreamIdentifier Stream(string name) => new() { StreamName = ByteString.CopyFromUtf8(name) };

    public RawCall Call(string method, params IEnumerable<(string Name, string Value)> headers) =>
        CallNode(cluster.Nodes[0], method, headers);

    public RawCall CallNode(ProtocolNode node, string method, params IEnumerable<(string Name, string Value)> headers) =>
        new(_client, new($"http://{node.Endpoint.Host}:{node.Endpoint.Port}/event_store.client.{method}"), headers);

    /// <summary>An Append that is sent as a whole.</summary>
    public RawCall Append(
        string stream,
        Action<AppendReq.Types.Options> expecting,
        IEnumerable<Guid> ids,
        params IEnumerable<(string Name, string Value)> headers)
    {
        var call = Call("streams.Streams/Append", headers);
        var options = new AppendReq.Types.Options { StreamIdentifier = Stream(stream) };
        expecting(options);
        call.Send(new AppendReq { Options = options });
        foreach (var id in ids)
        {
            call.Send(new AppendReq
            {
                ProposedMessage = new()
                {
                    Id = Uuids.AsText(id),
                    Metadata = { ["type"] = "tested.v1", ["content-type"] = "application/json" },
                },
            });
        }

        call.Complete();
        return call;
    }

    /// <summary>Appends so many events, whatever the stream's revision is.</summary>
    public async Task<AppendResp.Types.Success> AppendAsync(string stream, int count = 1)
    {
        await using var call = Append(stream, options => options.Any = new(), Enumerable.Range(0, count).Select(_ => Guid.NewGuid()));
        return (await call.ReceiveAsync(AppendResp.Parser))!.Success;
    }

    /// <summary>A read that is sent as a whole; what is not chosen is what a client of today asks for.</summary>
    public RawCall Read(Action<ReadReq.Types.Options> choose, params IEnumerable<(string Name, string Value)> headers)
    {
        var call = Call("streams.Streams/Read", headers);
        var options = new ReadReq.Types.Options
        {
            Count = ulong.MaxValue,
            NoFilter = new(),
            UuidOption = new() { String = new() },
            ControlOption = new() { Compatibility = 1 },
        };
        choose(options);
        call.Send(new ReadReq { Options = options });
        call.Complete();
        return call;
    }

    /// <summary>Everything that a read which ends by itself says.</summary>
    public async Task<List<ReadResp>> ReadAsync(Action<ReadReq.Types.Options> choose)
    {
        await using var call = Read(choose);
        var answers = new List<ReadResp>();
        while (await call.ReceiveAsync(ReadResp.Parser) is { } answer)
        {
            answers.Add(answer);
        }

        return answers;
    }

    public async Task DeleteAsync(string stream, bool forGood = false)
    {
        await using var call = Call("streams.Streams/" + (forGood ? "Tombstone" : "Delete"));
        call.Send(forGood
            ? new TombstoneReq { Options = new() { StreamIdentifier = Stream(stream), Any = new() } }
            : new DeleteReq { Options = new() { StreamIdentifier = Stream(stream), Any = new() } });
        call.Complete();
        (await call.ReceiveAsync()).Should().NotBeNull();
    }

    /// <summary>The members as a node sees them.</summary>
    public async Task<IList<MemberInfo>> GossipAsync(ProtocolNode node)
    {
        await using var call = CallNode(node, "gossip.Gossip/Read");
        call.Send(new Empty());
        call.Complete();
        return (await call.ReceiveAsync(ClusterInfo.Parser))!.Members;
    }
}
