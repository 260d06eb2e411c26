using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>A subscription goes on whatever happens to nodes, and says where it is whatever the server says.</summary>
public sealed partial class SubscriptionTests : IAsyncLifetime
{
    private static readonly StreamFilter Accounts = new(["account-"]);

    private readonly StreamName _stream = new("account-1");
    private ProtocolCluster _cluster = null!;
    private EventStoreDbStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await ProtocolCluster.StartAsync();
        _store = _cluster.Connect();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task It_goes_on_after_a_restart_of_the_node_without_loss_or_repetition()
    {
        await using var subscription = Subscribe();
        var restarting = Task.CompletedTask;
        for (var i = 0; i < 400; i++)
        {
            await AppendBesideAsync(i);
            if (i % 100 == 50)
            {
                await restarting;
                restarting = RestartAsync();
            }
        }

        (await subscription.Events(400)).Select(e => e.Revision).Should().Equal(Enumerable.Range(0, 400).Select(i => (long)i));
        await restarting;
    }

    /// <summary>Nothing is wrong with a subscription to which nothing came for longer than a call may take.</summary>
    [Fact]
    public async Task It_goes_on_after_a_restart_when_nothing_came_for_long()
    {
        await using var store = _cluster.Connect("&defaultDeadline=500");
        await using var subscription = new SubscriptionReader(store.SubscribeToAllAsync(Position.Start, Accounts, Token));
        await subscription.CaughtUp();
        var next = subscription.Events(1);
        await Task.Delay(800, Token);

        await RestartAsync();
        await AppendBesideAsync(0);

        (await next).Should().ContainSingle();
    }

    [Fact]
    public async Task It_ends_with_an_error_where_no_node_comes_back()
    {
        await using var store = _cluster.Connect("&defaultDeadline=300");
        await using var subscription = new SubscriptionReader(store.SubscribeToAllAsync(Position.Start, Accounts, Token));
        await subscription.CaughtUp();

        await _cluster.Nodes[0].StopAsync();

        await FluentActions.Awaiting(subscription.CaughtUp).Should().ThrowAsync<StoreUnavailableException>();
    }

    private SubscriptionReader Subscribe() => new(_store.SubscribeToAllAsync(Position.Start, Accounts, Token));

    private async Task RestartAsync()
    {
        await _cluster.Nodes[0].StopAsync();
        await _cluster.Nodes[0].StartAgainAsync();
    }

    /// <summary>Into the log, and not by way of the node.</summary>
    private async Task AppendBesideAsync(int next, int count = 1) =>
        (await _cluster.Store.AppendAsync(_stream, ExpectedRevision.Before(next), Some.Events(count), Token)).Should().BeOfType<AppendResult.Appended>();
}
