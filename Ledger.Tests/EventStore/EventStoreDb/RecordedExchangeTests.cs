using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb;

/// <summary>The server of the tests answers every recorded request as the real one did, after the same story.</summary>
public sealed class RecordedExchangeTests : IDisposable
{
    private readonly HttpClient _client = new();

    public static TheoryData<string> Exchanges => [.. Story.All];

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Every_recording_has_its_place_in_the_story() =>
        Story.All.Should().OnlyHaveUniqueItems().And.BeEquivalentTo(Recording.Names);

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task A_recorded_request_is_answered_as_recorded(string name)
    {
        await using var cluster = await ProtocolCluster.StartAsync(Story.IsOfACluster(name) ? 3 : 1);
        cluster.MoveLeader(cluster.Nodes[cluster.Nodes.Count / 2]);
        foreach (var before in Story.Before(name).Select(Recording.Load))
        {
            await using var earlier = Ask(cluster, before);
            await ReceiveAsync(earlier, before.ResponseMessages.Count);
        }

        if (Story.IsWithoutLeader(name))
        {
            cluster.LoseLeader();
        }

        var recording = Recording.Load(name);
        await using var call = Ask(cluster, recording);

        ((int)(await call.ResponseAsync()).StatusCode).Should().Be(recording.HttpStatus);
        (await call.HeadersAsync()).Should().BeEquivalentTo(WithAddresses(recording.ResponseHeaders, cluster));
        (await ReceiveAsync(call, recording.ResponseMessages.Count)).Select(message => Normal.Parse(recording.Method, message))
            .Should().Equal(recording.ResponseMessages.Select(message => Normal.Parse(recording.Method, message)));
        (await EndsAsync(call, recording)).Should().Be(!recording.IsCancelledByClient);
        (await call.TrailersAsync()).Should().BeEquivalentTo(recording.Trailers);
    }

    private static async Task<List<byte[]>> ReceiveAsync(RawCall call, int count)
    {
        var messages = new List<byte[]>();
        while (messages.Count < count && await call.ReceiveAsync() is { } message)
        {
            messages.Add(message);
        }

        return messages;
    }

    /// <summary>Whether the server ends the call; of one that the client broke off, nothing more was heard for a while.</summary>
    private static async Task<bool> EndsAsync(RawCall call, Recording recording)
    {
        try
        {
            (await call.ReceiveAsync(recording.IsCancelledByClient ? TimeSpan.FromMilliseconds(100) : null)).Should().BeNull();
            return true;
        }
        catch (OperationCanceledException) when (recording.IsCancelledByClient)
        {
            return false;
        }
    }

    private static byte[] TooLarge() => new AppendReq
    {
        ProposedMessage = new()
        {
            Id = new() { String = "00000000-0000-4000-8000-000000000008" },
            Metadata = { ["type"] = "account-opened", ["content-type"] = "application/json" },
            Data = ByteString.CopyFrom(new byte[(1024 * 1024) + 1]),
        },
    }.ToByteArray();

    /// <summary>The recorded cluster had addresses of its own.</summary>
    private static Dictionary<string, string> WithAddresses(IReadOnlyDictionary<string, string> headers, ProtocolCluster cluster) =>
        headers.ToDictionary(
            header => header.Key,
            header => header.Key == "leader-endpoint-port" ? $"{cluster.Leader!.Advertised.Port}" : header.Value,
            StringComparer.Ordinal);

    private RawCall Ask(ProtocolCluster cluster, Recording recording)
    {
        var node = cluster.Nodes[0].Endpoint;
        var call = new RawCall(
            _client, new($"http://{node.Host}:{node.Port}{recording.Method}"), Story.RequestHeaders(recording.Name));
        foreach (var message in recording.RequestMessages)
        {
            call.Send(message ?? TooLarge());
        }

        if (!recording.Method.EndsWith("/BatchAppend", StringComparison.Ordinal))
        {
            call.Complete();
        }

        return call;
    }
}
