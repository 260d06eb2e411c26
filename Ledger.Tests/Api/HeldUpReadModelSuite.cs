using Dapper;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

/// <summary>A read model that cannot be written for a while is said to be old, and is never taken for what a caller demands.</summary>
public abstract class HeldUpReadModelSuite : OwnStores
{
    [Fact]
    public async Task While_it_is_held_up_it_is_said_to_be_stale_and_a_position_beyond_it_is_refused()
    {
        using var process = await LedgerProcess.StartAsync(Stores);
        var client = process.Client;
        await client.OpenAsync("a");
        (await client.GetAsync("/v1/accounts/a/balance")).ShouldBe(200).Header("Ledger-Stale").Should().BeNull();
        await using var other = Stores.ConnectToReadModels();
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await other.ExecuteAsync("ALTER TABLE accounts_g1 RENAME TO accounts_away");

        var position = (await client.DepositAsync("a", "1.00")).ShouldBe(201).Header("Ledger-Position")!;

        var stale = (await client.GetAsync("/v1/accounts/a/balance", ("Ledger-Wait-Ms", "1000"))).ShouldBe(200);
        (stale.Member("balance"), stale.Header("Ledger-Stale")).Should().Be(("0.00", "true"));
        (await client.GetAsync("/v1/accounts/a/balance", ("Ledger-Min-Position", position), ("Ledger-Wait-Ms", "100"))).ShouldBeProblem(503, "read-model-behind");
        var frozen = (await client.PostAsync("/v1/accounts/a/freeze", new { reason = "r" }, ("Ledger-Wait-Ms", "0"))).ShouldBe(200);
        (frozen.Member("status"), frozen.Member("balance"), frozen.Member("revision")).Should().Be(("frozen", "1.00", "2"));

        await other.ExecuteAsync("ALTER TABLE accounts_away RENAME TO accounts_g1");
        var fresh = (await client.GetAsync("/v1/accounts/a", ("Ledger-Min-Position", frozen.Header("Ledger-Position")!), ("Ledger-Wait-Ms", "20000"))).ShouldBe(200);
        (fresh.Text, fresh.Header("Ledger-Stale")).Should().Be((frozen.Text, null));
    }
}
