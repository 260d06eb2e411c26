using System.Net;
using System.Net.Sockets;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Faults;

namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>Who does not answer is given up in time, and said to be unavailable.</summary>
public sealed class SilentServerTests : SingleFault
{
    [Fact]
    public async Task An_append_is_given_up_in_time_though_its_call_takes_nothing_more()
    {
        await using var store = NewStore("defaultDeadline=10000&keepAliveInterval=-1");
        Cluster.Behaviour.AfterCommit = append => append.Stream.Value == "slow" ? Task.Delay(150, CancellationToken.None) : Task.CompletedTask;
        await store.AppendAt(new("first"), 0, Some.Event());
        var slow = store.Append(new("slow"), ExpectedRevision.NoStream, Some.Event());
        await Task.Delay(50, Token);

        // From here on the connection takes nothing, and the answer that is still to come makes it look alive.
        Proxy.Silence(Way.ToServer);
        var appends = Enumerable.Range(0, 60).Select(i => TryAppendAsync(store, $"stream-{i}", Some.EventOfSize(400_000))).ToArray();

        await slow.WaitAsync(Soon, Token);
        await Task.WhenAll(appends).WaitAsync(Soon, Token);
    }

    [Fact]
    public async Task A_node_that_takes_no_connection_is_unavailable_and_not_a_cancellation()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen(0);
        var endpoint = (IPEndPoint)silent.LocalEndPoint!;
        // What the system would accept in its place is used up.
        using var queue = new SocketQueue(endpoint);
        await using var store = NewStore($"esdb://127.0.0.1:{endpoint.Port}?tls=false&defaultDeadline=300", new SlowTimers());

        await store.Awaiting(s => s.ReadTailAsync(Token)).Should().ThrowAsync<StoreUnavailableException>();
        await store.Awaiting(s => s.SubscribeToAllAsync(Position.Start, StreamFilter.All, Token).FirstAsync(Token).AsTask())
            .Should().ThrowAsync<StoreUnavailableException>();
        await store.Awaiting(s => s.Append(new("stream"), ExpectedRevision.NoStream, Some.Event())).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task However_long_theCluster_has_no_leader_nobody_waits_beyond_the_deadline()
    {
        await using var store = NewDiscoveringStore("defaultDeadline=10000&maxDiscoverAttempts=-1");
        Cluster.LoseLeader();

        await store.Awaiting(s => s.Append(new("stream"), ExpectedRevision.NoStream, Some.Event()).WaitAsync(Soon, Token))
            .Should().ThrowAsync<StoreUnavailableException>();
        await store.Awaiting(s => s.ReadTailAsync(Token).WaitAsync(Soon, Token)).Should().ThrowAsync<StoreUnavailableException>();
        await store.Awaiting(s => s.SubscribeToAllAsync(Position.Start, StreamFilter.All, Token).FirstAsync(Token).AsTask().WaitAsync(Soon, Token))
            .Should().ThrowAsync<StoreUnavailableException>();

        Cluster.MoveLeader(Cluster.Nodes[0]);
        await store.AppendAt(new("stream"), 0, Some.Event());
    }
}
