using Dapper;
using Ledger.Tests.Support.Exposition;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class LagLimitSuite : OwnStores
{
    private const int MaxLagMs = 300;

    [Fact]
    public async Task Read_models_that_are_too_far_behind_degrade_the_service_until_they_have_caught_up()
    {
        using var process = await LedgerProcess.StartAsync(Stores.Directory, [.. Stores.Settings, ("Ledger__MaxLagMs", $"{MaxLagMs}")]);
        var client = process.Client;
        await client.OpenAsync("a");
        await UntilAsync(client, answer => answer.Member("status") == "ready");

        await using (var other = Stores.ConnectToReadModels())
        {
            // Another writer keeps the projections waiting; they are live, and nothing has failed.
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await other.ExecuteAsync(Stores.LockOfReadModels);
            (await client.DepositAsync("a", "1.00")).ShouldBe(201);

            var degraded = await UntilAsync(client, answer => DetailOf(answer)?.Contains("behind", StringComparison.Ordinal) == true);
            degraded.ShouldBe(200).Member("status").Should().Be("degraded");
            DetailOf(degraded).Should().MatchRegex("^It is [0-9]+ ms behind; Ledger__MaxLagMs permits 300[.]$");
            (await Scrape.OfAsync(client.Url)).Text["ledger_projection_lag_milliseconds", ("projection", "accounts")].Should().BeGreaterThan(MaxLagMs);
            await other.ExecuteAsync("ROLLBACK");
        }

        await UntilAsync(client, answer => answer.Member("status") == "ready");
        await Scrape.UntilAsync(client.Url, text => text["ledger_projection_lag_milliseconds", ("projection", "accounts")] == 0);
    }

    private static string? DetailOf(Answer answer) =>
        answer.Json.GetProperty("dependencies").GetProperty("projections.accounts").GetProperty("detail").GetString();

    private static async Task<Answer> UntilAsync(LedgerClient client, Func<Answer, bool> holds)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await client.GetAsync("/health/ready");
            if (holds(answer))
            {
                return answer;
            }

            tries.Should().BeLessThan(400, answer.Text);
            await Task.Delay(20);
        }
    }
}
