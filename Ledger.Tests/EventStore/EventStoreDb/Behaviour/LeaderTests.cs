using System.Collections.Concurrent;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>The leader changes, is lost, or is not the node that is known.</summary>
public sealed class LeaderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly StreamName _stream = new("account-1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Appends_go_to_the_leader_wherever_it_moves(bool batch)
    {
        await using var cluster = await ProtocolCluster.StartAsync(3);
        var written = new ConcurrentQueue<ProtocolNode>();
        cluster.Behaviour.HasBatchAppend = batch;
        cluster.Behaviour.AfterCommit = append =>
        {
            written.Enqueue(append.Node);
            return Task.CompletedTask;
        };
        await using var store = cluster.Connect();

        for (var i = 0; i < 4; i++)
        {
            cluster.MoveLeader(cluster.Nodes[i % 3]);
            await store.AppendAt(_stream, i, Some.Event());
        }

        written.Should().Equal(cluster.Nodes[0], cluster.Nodes[1], cluster.Nodes[2], cluster.Nodes[0]);
        (await store.Forwards(_stream)).Should().HaveCount(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_knows_only_a_follower_finds_the_leader(bool appendsFirst)
    {
        await using var cluster = await ProtocolCluster.StartAsync(3);
        await using (var writer = cluster.Connect())
        {
            await writer.AppendAt(_stream, 0, Some.Event());
        }

        await using var store = cluster.Nodes[2].Connect();
        if (appendsFirst)
        {
            await store.AppendAt(_stream, 1, Some.Event());
        }

        // A follower refuses such a read without a word about the leader.
        (await store.Forwards(_stream)).Should().HaveCount(appendsFirst ? 2 : 1);
        (await store.ReadTailAsync(Token)).Should().BeGreaterThan(Position.Start);
    }

    [Fact]
    public async Task Who_was_sent_on_to_a_leader_that_died_comes_back()
    {
        await using var cluster = await ProtocolCluster.StartAsync(3);
        await using var store = cluster.Nodes[2].Connect();
        await store.AppendAt(_stream, 0, Some.Event());

        await cluster.Nodes[0].StopAsync();
        cluster.MoveLeader(cluster.Nodes[1]);

        await store.AppendAt(_stream, 1, Some.Event());
        (await store.Forwards(_stream)).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task While_nobody_leads_appends_and_reads_wait_for_the_next_leader(int nodes, bool batch)
    {
        await using var cluster = await ProtocolCluster.StartAsync(nodes);
        cluster.Behaviour.HasBatchAppend = batch;
        await using var store = cluster.Connect();
        await store.AppendAt(_stream, 0, Some.Event());
        cluster.LoseLeader();

        var appending = store.AppendAt(_stream, 1, Some.Event());
        var reading = store.Forwards(_stream);
        await Task.Delay(300, Token);
        appending.IsCompleted.Should().BeFalse();
        reading.IsCompleted.Should().BeFalse();
        cluster.MoveLeader(cluster.Nodes[^1]);

        await appending.WaitAsync(Patience, Token);
        (await reading.WaitAsync(Patience, Token)).Count.Should().BeInRange(1, 2);
        (await store.Forwards(_stream)).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task Where_nobody_leads_until_the_deadline_nothing_is_written_and_that_is_said(int nodes, bool batch)
    {
        await using var cluster = await ProtocolCluster.StartAsync(nodes);
        cluster.Behaviour.HasBatchAppend = batch;
        await using var store = cluster.Connect("&defaultDeadline=2000");
        await store.AppendAt(_stream, 0, Some.Event());
        cluster.LoseLeader();

        await FluentActions.Awaiting(() => store.Append(_stream, ExpectedRevision.Exactly(0), Some.Event()))
            .Should().ThrowAsync<StoreUnavailableException>();
        await FluentActions.Awaiting(() => store.Forwards(_stream)).Should().ThrowAsync<StoreUnavailableException>();

        cluster.MoveLeader(cluster.Nodes[0]);
        (await store.Forwards(_stream)).Should().HaveCount(1);
    }

    [Fact]
    public async Task A_leader_that_dies_is_followed_by_another()
    {
        await using var cluster = await ProtocolCluster.StartAsync(3);
        await using var store = cluster.Connect();
        await store.AppendAt(_stream, 0, Some.Event());
        await cluster.Nodes[0].StopAsync();

        var appending = store.AppendAt(_stream, 1, Some.Event());
        await Task.Delay(100, Token);
        cluster.MoveLeader(cluster.Nodes[1]);

        await appending.WaitAsync(Patience, Token);
        (await store.Forwards(_stream)).Should().HaveCount(2);
    }
}
