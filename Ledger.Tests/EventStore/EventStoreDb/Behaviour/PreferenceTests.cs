using Ledger.EventStore.EventStoreDb.Protocol;
using Ledger.EventStore.Port;
using Ledger.Tests.EventStore.EventStoreDb.Scripted;
using Ledger.Tests.Support;
using State = Ledger.EventStore.EventStoreDb.Protocol.MemberInfo.Types.VNodeState;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Subscriptions go to the node that is preferred; appends, and reads that decide something, to the leader.</summary>
public sealed class PreferenceTests : IAsyncLifetime
{
    private const string Append = "Streams/BatchAppend";
    private const string Read = "Streams/Read";

    private readonly ScriptedServer?[] _servers = new ScriptedServer?[3];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < _servers.Length; i++)
        {
            _servers[i] = await ScriptedServer.StartAsync(AnswerAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server!.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("leader", 0)]
    [InlineData("follower", 1)]
    [InlineData("readOnlyReplica", 2)]
    [InlineData("random", 0, 1, 2)]
    public async Task A_subscription_goes_to_the_preferred_node_and_an_append_to_the_leader(string preference, params int[] readers)
    {
        var seeds = string.Join(',', _servers.Select(server => server!.Address.Authority));
        await using var store = Stores.At($"esdb+discover://{seeds}?tls=false&nodePreference={preference}");

        await using (var subscription = new SubscriptionReader(store.SubscribeToAllAsync(Position.Start, StreamFilter.All, Token)))
        {
            await subscription.CaughtUp();
        }

        var reader = Enumerable.Range(0, 3).Where(i => _servers[i]!.Asked.Contains(Read, StringComparer.Ordinal)).Should().ContainSingle().Subject;
        readers.Should().Contain(reader);

        await store.AppendAt(new("account-1"), 0, Some.Event());
        _servers.Select(server => server!.Asked.Contains(Append, StringComparer.Ordinal)).Should().Equal(true, false, false);
    }

    [Fact]
    public async Task Health_names_the_leader_and_the_node_that_is_read_from()
    {
        await using var store = Stores.At($"esdb+discover://{_servers[1]!.Address.Authority}?tls=false&nodePreference=readOnlyReplica");

        var health = await store.CheckHealthAsync(Token);

        health.IsWritable.Should().BeTrue();
        health.Detail.Should().Be(
            $"EventStoreDB at {_servers[0]!.Address.Authority}, which leads 3 nodes; subscriptions read from {_servers[2]!.Address.Authority}.");
    }

    private async Task AnswerAsync(ScriptedCall call)
    {
        switch (call.Method)
        {
            case "Gossip/Read":
                State[] states = [State.Leader, State.Follower, State.ReadOnlyReplica];
                await call.SendAsync(new ClusterInfo
                {
                    Members =
                    {
                        _servers.Select((server, i) => new MemberInfo
                        {
                            State = states[i],
                            IsAlive = true,
                            HttpEndPoint = new() { Address = server!.Address.Host, Port = (uint)server.Address.Port },
                        }),
                    },
                });
                call.Succeed();
                break;
            case Append:
                var append = await call.ReadAsync(BatchAppendReq.Parser);
                await call.SendAsync(new BatchAppendResp
                {
                    CorrelationId = append!.CorrelationId,
                    Success = new() { CurrentRevision = 0, Position = new() { CommitPosition = 7, PreparePosition = 7 } },
                });
                await call.HoldAsync();
                break;
            case Read when (await call.ReadAsync(ReadReq.Parser))!.Options.Subscription is not null:
                await call.SendAsync(new ReadResp { Confirmation = new() { SubscriptionId = "1" } });
                await call.HoldAsync();
                break;
            case Read:
                call.Succeed();
                break;
            default:
                await RecordedAnswer.PlayAsync(call, Recording.Load("server-features"), int.MaxValue);
                break;
        }
    }
}
