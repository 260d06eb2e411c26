using Google.Protobuf;
using Ledger.EventStore.EventStoreDb.Appends;
using Ledger.EventStore.EventStoreDb.Cluster;
using Ledger.EventStore.EventStoreDb.Grpc;
using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;

namespace Ledger.Tests.EventStore.EventStoreDb.Recorded;

/// <summary>Recorded answers to what the adapter asks beside reads and appends, or never asks: as single calls.</summary>
public sealed class RecordedCallTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gossip-read", "127.0.0.1:2113 Leader")]
    [InlineData("cluster-gossip-read", "127.0.0.1:2143 Follower", "127.0.0.1:2133 Leader", "127.0.0.1:2123 Follower")]
    public async Task Gossip_names_the_members(string name, params string[] members)
    {
        foreach (var piece in RecordedAnswer.Pieces)
        {
            await using var server = await RecordedAnswer.ServeAsync(Recording.Load(name), piece);

            (await Gossip.ReadAsync(server.Node(), Patience, Token)).Select(member => member.ToString()).Should().Equal(members);
        }
    }

    [Theory]
    [InlineData("server-features")]
    public async Task A_server_says_what_it_can_do(string name)
    {
        foreach (var piece in RecordedAnswer.Pieces)
        {
            await using var server = await RecordedAnswer.ServeAsync(Recording.Load(name), piece);

            (await ServerFeatures.ReadAsync(server.Node(), Patience, Token)).Should().Be(new ServerFeatures("23.10.7", BatchAppend: true, BatchDeadlines: true));
        }
    }

    [Theory]
    [InlineData("delete-stream", 1870)]
    [InlineData("tombstone-stream", 2012)]
    public async Task A_deletion_says_where_it_stands(string name, long position)
    {
        foreach (var piece in RecordedAnswer.Pieces)
        {
            var answer = await AskAsync(Recording.Load(name), DeleteResp.Parser, piece);

            (answer.Position.CommitPosition, answer.Position.PreparePosition).Should().Be(((ulong)position, (ulong)position));
        }
    }

    [Theory]
    [InlineData("unknown-method", GrpcStatusCode.Unimplemented, "Method is unimplemented.")]
    [InlineData("read-missing-options", GrpcStatusCode.Unknown, "Exception was thrown by handler.")]
    internal async Task A_refusal_says_its_code_and_its_words(string name, GrpcStatusCode code, string message)
    {
        var refusal = (await FluentActions.Awaiting(() => AskAsync(Recording.Load(name), ReadResp.Parser, 1)).Should().ThrowAsync<GrpcException>()).Which;

        refusal.Status.Should().Be(new GrpcStatus(code, message, ExceptionName: null, Leader: null));
    }

    [Theory]
    [InlineData("cluster-append-on-follower-requires-leader")]
    [InlineData("cluster-batch-append-on-follower-requires-leader")]
    public async Task A_follower_names_the_leader(string name)
    {
        var refusal = (await FluentActions.Awaiting(() => AskAsync(Recording.Load(name), AppendResp.Parser, 1)).Should().ThrowAsync<GrpcException>()).Which;

        refusal.Status.ExceptionName.Should().Be("not-leader");
        refusal.Status.Leader.Should().Be(Endpoint.TryCreate("127.0.0.1", 2133));
    }

    // Of a call with many appends the end says nothing of one: what had left on it is sent again.
    [Fact]
    public async Task A_follower_has_not_taken_the_append_of_a_call_for_one()
    {
        var recording = Recording.Load("cluster-append-on-follower-requires-leader");
        var refusal = (await FluentActions.Awaiting(() => AskAsync(recording, AppendResp.Parser, 1)).Should().ThrowAsync<GrpcException>()).Which;

        CallFaults.Read(refusal, "stream").Outcome.Should().Be(AppendOutcome.NotTaken);
    }

    private static async Task<T> AskAsync<T>(Recording recording, MessageParser<T> parser, int piece)
        where T : class, IMessage<T>
    {
        await using var server = await RecordedAnswer.ServeAsync(recording, piece);
        return await server.Channel().CallAsync(
            new GrpcMethod<T>(recording.Method, parser), new IMessage[] { new Empty() }, new(RequiresLeader: false, Patience), Token);
    }
}
