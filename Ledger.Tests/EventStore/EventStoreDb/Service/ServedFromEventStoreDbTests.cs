using Ledger.Tests.Api;
using Ledger.Tests.Support.EventStoreDb;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.EventStore.EventStoreDb.Service;

/// <summary>The whole service, in a process of its own, with its events in a server.</summary>
[Collection(ProcessGroup.Name)]
public sealed class ServedFromEventStoreDbTests : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_ledger_keeps_its_events_there_and_finds_them_after_a_restart(int nodes)
    {
        await using var cluster = await ProtocolCluster.StartAsync(nodes);
        using (var ledger = await StartAsync(cluster.ConnectionString))
        {
            await ledger.Client.OpenAsync("alice");
            (await ledger.Client.DepositAsync("alice", "10.00", "key")).ShouldBe(201);
            (await ledger.Client.WithdrawAsync("alice", "2.50")).ShouldBe(201);
            (await ledger.Client.WithdrawAsync("alice", "100.00")).ShouldBeProblem(422, "insufficient-funds");
            await CheckAsync(ledger.Client, cluster);
            ledger.Output.Should().Contain($"EventStoreDB at {At(cluster.Nodes[0])}");
            (await ledger.TerminateAsync()).Should().Be(0);
        }

        cluster.Store.CountOf(new("account-alice")).Should().BePositive();

        // Its own files are only what it read: without them it reads again.
        Directory.Delete(_directory.Path, recursive: true);
        using (var ledger = await StartAsync(cluster.ConnectionString))
        {
            await CheckAsync(ledger.Client, cluster);
            (await ledger.Client.DepositAsync("alice", "10.00", "key")).ShouldBe(201).Header("Idempotency-Replayed").Should().Be("true");
            (await ledger.Client.DepositAsync("alice", "1.00")).ShouldBe(201);
            (await ledger.Client.BalanceAsync("alice")).Should().Be("8.50");
            (await ledger.TerminateAsync()).Should().Be(0);
        }
    }

    [Fact]
    public async Task While_the_server_is_away_writes_are_unavailable_and_afterwards_they_are_not()
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        using var ledger = await StartAsync(cluster.ConnectionString + "&defaultDeadline=1000");
        await ledger.Client.OpenAsync("alice");
        await cluster.Nodes[0].StopAsync();

        (await ledger.Client.DepositAsync("alice", "10.00", "key")).Status.Should().Be(503);
        var health = (await ledger.Client.GetAsync("/health/ready")).ShouldBe(503);
        health.Json.GetProperty("dependencies").GetProperty("eventStore").GetProperty("detail").GetString().Should().Contain(At(cluster.Nodes[0]));

        await cluster.Nodes[0].StartAgainAsync();
        (await AgainUntilDecidedAsync(() => ledger.Client.DepositAsync("alice", "10.00", "key"))).ShouldBe(201);
        (await ledger.Client.BalanceAsync("alice")).Should().Be("10.00");
        (await ledger.TerminateAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_second_process_on_the_same_directory_is_refused()
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        using var first = await StartAsync(cluster.ConnectionString);

        using var second = await StartAsync(cluster.ConnectionString);

        (await second.ExitAsync()).Should().Be(1);
        second.Output.Should().Contain(_directory.Path).And.Contain("in use").And.NotContain("   at ");
        (await first.Client.OpenAsync("still-there")).ShouldBe(201);
    }

    [Theory]
    [InlineData("esdb://ledger:hunter2@node?tsl=false", "'tsl' is not an option")]
    [InlineData("esdb://ledger:hunter2@no de", "Host 1")]
    [InlineData("esdb://hunter2@node", "a user and a password")]
    [InlineData("esdb://ledger:hunter2@node?tls=maybe", "tls must be true or false")]
    [InlineData("esdb://ledger:hunter2@node?tlsCaFile=/nowhere/ca.pem", "/nowhere/ca.pem")]
    [InlineData("http://ledger:hunter2@node", "esdb://127.0.0.1:2113")]
    public async Task A_connection_string_that_cannot_be_used_ends_the_start_and_shows_no_password(string text, string reason)
    {
        using var ledger = await StartAsync(text);

        (await ledger.ExitAsync()).Should().Be(1);
        ledger.Output.Should().ContainAll("The ledger cannot start.", "Ledger__EventStore", reason).And.NotContain("hunter2").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_the_start()
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        await cluster.Nodes[0].StopAsync();

        using var ledger = await StartAsync($"esdb://ledger:hunter2@{At(cluster.Nodes[0])}?tls=false&defaultDeadline=1000");

        (await ledger.ExitAsync()).Should().Be(1);
        ledger.Output.Should().ContainAll("The ledger cannot start.", At(cluster.Nodes[0]), "refused").And.NotContain("hunter2").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_user_ends_the_start()
    {
        await using var cluster = await ProtocolCluster.StartAsync();
        cluster.Behaviour.Credentials = ("ledger", "right");

        using var ledger = await StartAsync($"esdb://ledger:hunter2@{At(cluster.Nodes[0])}?tls=false&defaultDeadline=60000");

        (await ledger.ExitAsync()).Should().Be(1);
        ledger.Output.Should().ContainAll("The ledger cannot start.", "user of the connection string").And.NotContain("hunter2").And.NotContain("   at ");
    }

    /// <summary>As clients do: a 503 is asked again under the same key. On a busy machine the way to the server takes its time.</summary>
    private static async Task<Answer> AgainUntilDecidedAsync(Func<Task<Answer>> send)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await send();
            if (answer.Status != 503 || tries == 20)
            {
                return answer;
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private static string At(ProtocolNode node) => $"{node.Endpoint.Host}:{node.Endpoint.Port}";

    private static async Task CheckAsync(LedgerClient client, ProtocolCluster cluster)
    {
        (await client.BalanceAsync("alice")).Should().Be("7.50");
        (await client.ItemsAsync("/v1/accounts/alice/events")).Should().HaveCountGreaterThanOrEqualTo(3);
        var health = (await client.GetAsync("/health/ready")).ShouldBe(200);
        health.Json.GetProperty("dependencies").GetProperty("eventStore").GetProperty("detail").GetString().Should().Contain(At(cluster.Nodes[0]));
    }

    private Task<LedgerProcess> StartAsync(string connectionText) =>
        LedgerProcess.StartAsync(_directory.Path, ("Ledger__EventStore", connectionText));
}
