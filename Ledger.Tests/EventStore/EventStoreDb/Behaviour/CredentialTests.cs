using System.Text;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;

namespace Ledger.Tests.EventStore.EventStoreDb.Behaviour;

/// <summary>Who may not come in is told so at once; and nowhere stands the password.</summary>
public sealed class CredentialTests
{
    private const string Password = "s3cret:/?#%w";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Long, so that it is seen whether a call waits for it.
    private const string Deadline = "&defaultDeadline=60000";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public async Task Who_is_known_comes_in(int nodes, bool batch)
    {
        await using var cluster = await StartAsync(nodes, batch);
        await using var store = Stores.At(WithUser(cluster, "ledger", Password));

        await store.AppendAt(new("account-1"), 0, Some.Event());

        (await store.Forwards(new("account-1"))).Should().HaveCount(1);
        await using var subscription = new SubscriptionReader(store.SubscribeToAllAsync(Position.Start, StreamFilter.All, Token));
        (await subscription.Events(1)).Should().HaveCount(1);
        (await store.CheckHealthAsync(Token)).IsWritable.Should().BeTrue();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task Who_is_not_known_is_told_so_at_once_and_no_password_is_shown(int nodes, bool batch)
    {
        const string Wrong = "wr0ng-secret";
        await using var cluster = await StartAsync(nodes, batch);
        var log = new CollectedLog();
        await using var store = Stores.At(WithUser(cluster, "ledger", Wrong) + Deadline, log);
        Func<Task>[] calls =
        [
            () => store.Append(new("account-1"), ExpectedRevision.NoStream, Some.Event()),
            () => store.Forwards(new("account-1")),
            () => store.ReadTailAsync(Token),
            () => store.SubscribeToAllAsync(Position.Start, StreamFilter.All, Token).AnyAsync(Token).AsTask(),
        ];

        var shown = new List<string>();
        foreach (var call in calls)
        {
            var thrown = (await FluentActions.Awaiting(() => call().WaitAsync(Patience, Token)).Should().ThrowAsync<StoreUnavailableException>()).Which;
            thrown.Message.Should().Contain("user of the connection string");
            shown.Add(thrown.ToString());
        }

        var health = await store.CheckHealthAsync(Token);
        health.IsWritable.Should().BeFalse();
        health.Detail.Should().Contain("user of the connection string");

        var inBase64 = Convert.ToBase64String(Encoding.UTF8.GetBytes($"ledger:{Wrong}"));
        log.Lines.Should().NotBeEmpty();
        log.Lines.Concat(shown).Append(health.Detail)
            .Should().NotContain(text => text.Contains(Wrong, StringComparison.Ordinal) || text.Contains(inBase64, StringComparison.Ordinal));
        cluster.Store.CountOf(new("account-1")).Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_gives_no_name_where_one_is_asked_for_is_told_so_at_once(bool batch)
    {
        await using var cluster = await StartAsync(1, batch);
        await using var store = cluster.Connect(Deadline);

        foreach (var call in new Func<Task>[] { () => store.Append(new("a"), ExpectedRevision.NoStream, Some.Event()), () => store.Forwards(new("a")) })
        {
            await FluentActions.Awaiting(() => call().WaitAsync(Patience, Token)).Should().ThrowAsync<StoreUnavailableException>()
                .WithMessage("*user of the connection string may not*");
        }
    }

    private static async Task<ProtocolCluster> StartAsync(int nodes, bool batch)
    {
        var cluster = await ProtocolCluster.StartAsync(nodes);
        cluster.Behaviour.Credentials = ("ledger", Password);
        cluster.Behaviour.HasBatchAppend = batch;
        return cluster;
    }

    private static string WithUser(ProtocolCluster cluster, string user, string password) =>
        cluster.ConnectionString.Replace("://", $"://{user}:{Uri.EscapeDataString(password)}@", StringComparison.Ordinal);
}
