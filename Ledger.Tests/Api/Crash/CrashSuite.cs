using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Crash;

/// <summary>The promise: nothing acknowledged is lost, nothing is applied twice, nothing is half applied.</summary>
public abstract class CrashSuite : OwnStores
{
    private const int Rounds = 10;

    [Fact]
    public async Task After_ten_kills_under_load_everything_that_was_acknowledged_is_there_once()
    {
        var load = new Load();
        for (var round = 0; round < Rounds; round++)
        {
            using var process = await LedgerProcess.StartAsync(Stores);
            await PrepareAsync(process.Client);
            // Sometimes what got no answer is sent again at once, sometimes much later.
            if (round % 2 == 1)
            {
                await load.SendAgainAsync(process.Client);
            }

            await SampleAsync(process.Client, load);
            using var stop = new CancellationTokenSource();
            var running = load.RunAsync(process.Client, stop.Token);
            await Task.Delay(Random.Shared.Next(700, 2000), TestContext.Current.CancellationToken);
            await process.KillAsync();
            await stop.CancelAsync();
            await running;
        }

        using var last = await LedgerProcess.StartAsync(Stores);
        await load.SendAgainAsync(last.Client);
        await InspectAsync(last, load);
        // Else it would prove little.
        load.Commands.Values.Count(sent => sent.Known is Known.Posted).Should().BeGreaterThan(Rounds * Load.Clients);
        load.Commands.Values.Should().Contain(sent => sent.Known == Known.Declined).And.Contain(sent => sent.IsSentAgain)
            .And.Contain(sent => sent.Known == Known.Nothing);
    }

    [Fact]
    public async Task A_stop_under_load_finishes_what_was_accepted()
    {
        var load = new Load();
        using (var process = await LedgerProcess.StartAsync(Stores))
        {
            await PrepareAsync(process.Client);
            using var stop = new CancellationTokenSource();
            var running = load.RunAsync(process.Client, stop.Token);
            await Task.Delay(1000, TestContext.Current.CancellationToken);

            (await process.TerminateAsync()).Should().Be(0, process.Output);

            await stop.CancelAsync();
            await running;
            Stores.ShouldBeCleanlyClosed();
        }

        using var next = await LedgerProcess.StartAsync(Stores);
        await InspectAsync(next, load);
    }

    internal static async Task PrepareAsync(LedgerClient client)
    {
        foreach (var account in Load.Accounts)
        {
            (await client.PostAsync("/v1/accounts", new { id = account, currency = "EUR" })).Status.Should().BeOneOf(200, 201);
        }
    }

    /// <summary>A few of those that were acknowledged, the newest among them: a loss shows in the round in which it happens.</summary>
    private static async Task SampleAsync(LedgerClient client, Load load)
    {
        var acknowledged = load.Commands.Values.Where(sent => sent.TransactionId is not null)
            .OrderByDescending(sent => int.Parse(sent.Reference[2..])).ToList();
        foreach (var sent in acknowledged.Take(50).Concat(acknowledged.Where((_, i) => i % 500 == 0)))
        {
            (await client.GetAsync($"/v1/transactions/{sent.TransactionId}")).ShouldBe(200).Member("reference").Should().Be(sent.Reference);
        }
    }

    private async Task InspectAsync(LedgerProcess process, Load load)
    {
        await Inspection.ThroughListsAsync(process.Client, load);
        var count = (await process.Client.AllAsync("/v1/transactions")).Count;
        var balances = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var account in Load.Accounts)
        {
            balances[account] = (await process.Client.BalanceAsync(account))!;
        }

        (await process.TerminateAsync()).Should().Be(0, process.Output);
        Stores.ShouldBeCleanlyClosed();
        (await Inspection.ThroughLogAsync(Stores, balances)).Should().Be(count);
    }
}
