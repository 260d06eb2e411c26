using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

/// <summary>An operator rebuilds projections while the service is used.</summary>
public abstract class RebuildSuite(LedgerService service)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task Rebuilding_everything_under_load_switches_and_changes_no_answer()
    {
        var accounts = Enumerable.Range(0, 8).Select(i => $"rebuilt{i}").ToList();
        foreach (var account in accounts)
        {
            await _client.OpenAsync(account);
        }

        using var stop = new CancellationTokenSource();
        var posting = accounts.ConvertAll(account => Task.Run(async () =>
        {
            var posted = 0;
            while (!stop.IsCancellationRequested)
            {
                (await _client.DepositAsync(account, "0.01")).ShouldBe(201);
                // Read your writes, also in the moment of the switch.
                posted++;
                (await _client.BalanceAsync(account)).Should().Be($"{posted / 100}.{posted % 100:D2}");
            }

            return posted;
        }));
        var refused = 0;
        foreach (var name in new[] { "accounts", "transactions", "transfers", "transaction_ids", "closings", "transaction_search", "users", "matches" })
        {
            var before = await LiveAsync(name);
            (await _client.PostAsync($"/v1/ops/projections/{name}/rebuild", "{}")).ShouldBe(202);
            var second = await _client.PostAsync($"/v1/ops/projections/{name}/rebuild", "{}");
            if (second.Status == 202)
            {
                (await LiveAsync(name)).Should().BeGreaterThan(before, "the first must be over where a second is taken");
            }
            else
            {
                second.ShouldBeProblem(409, "rebuild-running");
                refused++;
            }

            await UntilAsync(name, projection => LiveOf(projection) > before && projection.GetProperty("rebuild").ValueKind == JsonValueKind.Null);
        }

        refused.Should().BePositive();
        await stop.CancelAsync();
        var counts = await Task.WhenAll(posting);
        for (var i = 0; i < accounts.Count; i++)
        {
            counts[i].Should().BePositive();
            (await _client.BalanceAsync(accounts[i])).Should().Be($"{counts[i] / 100}.{counts[i] % 100:D2}");
            (await _client.AllAsync($"/v1/transactions?accountId={accounts[i]}")).Should().HaveCount(counts[i]);
        }
    }

    [Fact]
    public async Task The_generation_before_goes_along_and_can_be_switched_back_to_until_it_is_dropped()
    {
        await _client.OpenAsync("back");
        var first = await LiveAsync("accounts");
        (await _client.PostAsync("/v1/ops/projections/accounts/rebuild", """{"onDifference":"switch"}""")).ShouldBe(202)
            .Header("Location").Should().Be("/v1/ops/projections/accounts");
        await UntilAsync("accounts", projection => LiveOf(projection) > first);
        await _client.DepositAsync("back", "5.00");

        (await _client.PostAsync("/v1/ops/projections/accounts/rollback", string.Empty)).ShouldBe(200);
        (await LiveAsync("accounts")).Should().Be(first);
        (await _client.BalanceAsync("back")).Should().Be("5.00");
        await _client.DepositAsync("back", "1.00");
        (await _client.BalanceAsync("back")).Should().Be("6.00");

        (await _client.SendAsync(LedgerClient.Request(HttpMethod.Delete, "/v1/ops/projections/accounts/previous", null))).ShouldBe(200);
        (await _client.PostAsync("/v1/ops/projections/accounts/rollback", string.Empty)).ShouldBeProblem(409, "rebuild-running");
    }

    private static int LiveOf(JsonElement projection) => projection.GetProperty("generations").EnumerateArray()
        .Single(generation => generation.GetProperty("state").GetString() == "live").GetProperty("number").GetInt32();

    private async Task<int> LiveAsync(string name) => LiveOf((await _client.GetAsync($"/v1/ops/projections/{name}")).ShouldBe(200).Json);

    private async Task UntilAsync(string name, Func<JsonElement, bool> reached)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            var projection = (await _client.GetAsync($"/v1/ops/projections/{name}")).ShouldBe(200);
            if (reached(projection.Json))
            {
                return;
            }

            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Patience, projection.Text);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
