using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb;

/// <summary>The server of the tests answers every recorded request as the real one did, after the same story.</summary>
public sealed class RecordedExchangeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Exchanges => [.. Story.All];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_recording_has_its_place_in_the_story() => Story.All.Should().OnlyHaveUniqueItems().And.BeEquivalentTo(Recording.Names);

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task A_recorded_request_is_answered_as_recorded(string name)
    {
        await using var cluster = await ProtocolCluster.StartAsync(Story.IsOfACluster(name) ? 3 : 1);
        cluster.MoveLeader(cluster.Nodes[cluster.Nodes.Count / 2]);
        using var client = new HttpClient();
        foreach (var before in Story.Before(name).Where(before => !Story.IsWithoutLeader(before)))
        {
            await AskAsync(client, cluster, Recording.Load(before));
        }

        if (Story.IsWithoutLeader(name))
        {
            cluster.LoseLeader();
        }

        var recording = Recording.Load(name);
        var answer = await AskAsync(client, cluster, recording);

        answer.HttpStatus.Should().Be(recording.HttpStatus);
        answer.Headers.Should().BeEquivalentTo(WithAddresses(recording.ResponseHeaders, cluster));
        answer.Messages.Select(message => Normal.Parse(recording.Method, message))
            .Should().Equal(recording.ResponseMessages.Select(message => Normal.Parse(recording.Method, message)));
        answer.Trailers.Should().BeEquivalentTo(recording.Trailers);
        answer.IsEnded.Should().Be(!recording.IsCancelledByClient);
    }

    private static async Task<RawExchange> AskAsync(HttpClient client, ProtocolCluster cluster, Recording recording)
    {
        var node = cluster.Nodes[0].Endpoint;
        return await RawExchange.RunAsync(
            client,
            new($"http://{node.Host}:{node.Port}{recording.Method}"),
            recording.RequestMessages.Select(message => message ?? TooLarge()),
            Story.RequestHeaders(recording.Name),
            recording.Method.EndsWith("/BatchAppend", StringComparison.Ordinal),
            recording.IsCancelledByClient ? recording.ResponseMessages.Count : null,
            Token).WaitAsync(Patience, Token);
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
}
