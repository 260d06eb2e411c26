using System.Globalization;
using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Crash;

/// <summary>Transfers, holds and submissions under kills: everything comes to its end, and no money is made or lost.</summary>
public abstract class MoneyCrashSuite : OwnStores
{
    private const int Rounds = 4;
    private const int Clients = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Accounts = ["a", "b", "c", "d"];

    [Fact]
    public async Task After_kills_under_load_every_transfer_and_submission_comes_to_its_end()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var process = await LedgerProcess.StartAsync(Stores);
            foreach (var account in Accounts)
            {
                (await process.Client.PostAsync("/v1/accounts", new { id = account, currency = "EUR" })).Status.Should().BeOneOf(200, 201);
                (await process.Client.DepositAsync(account, "50.00")).ShouldBe(201);
            }

            using var stop = new CancellationTokenSource();
            var running = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => RunAsync(process.Client, stop.Token))));
            await Task.Delay(Random.Shared.Next(600, 1500), TestContext.Current.CancellationToken);
            await process.KillAsync();
            await stop.CancelAsync();
            await running;
        }

        using var last = await LedgerProcess.StartAsync(Stores);
        var transactions = await SettledAsync(last.Client);
        var transfers = transactions.Where(each => Text(each, "type") == "transfer-out").ToList();
        transfers.Count(each => Text(each, "status") == "posted").Should().BeGreaterThan(Rounds * Clients, "else it would prove little");
        foreach (var transfer in transfers)
        {
            (await last.Client.GetAsync($"/v1/transfers/{Text(transfer, "transferId")}")).ShouldBe(200).Member("status").Should().BeOneOf("completed", "declined");
        }

        var arrived = transactions.Where(each => Text(each, "type") == "transfer-in").Select(each => Text(each, "transferId")).ToList();
        arrived.Should().OnlyHaveUniqueItems("no transfer arrives twice");
        arrived.Should().BeEquivalentTo(transfers.Where(each => Text(each, "status") == "posted").Select(each => Text(each, "transferId")), "none is lost");
        await ShouldAddUpAsync(last.Client, transactions);
        (await last.TerminateAsync()).Should().Be(0, last.Output);
    }

    /// <summary>All transactions, once none is pending and no money is in flight.</summary>
    private static async Task<IReadOnlyList<JsonElement>> SettledAsync(LedgerClient client)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(200))
        {
            var transactions = await client.AllAsync("/v1/transactions");
            var sent = transactions.Count(each => Text(each, "type") == "transfer-out" && Text(each, "status") == "posted");
            if (transactions.All(each => Text(each, "status") != "pending") && sent == transactions.Count(each => Text(each, "type") == "transfer-in"))
            {
                return transactions;
            }

            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Patience, "what was begun is brought to its end");
        }
    }

    private static async Task ShouldAddUpAsync(LedgerClient client, IReadOnlyList<JsonElement> transactions)
    {
        var net = transactions.Where(each => Text(each, "status") == "posted").Sum(each => Text(each, "type") switch
        {
            "deposit" or "transfer-in" => Amount(Text(each, "amount")),
            "withdrawal" or "capture" or "transfer-out" => -Amount(Text(each, "amount")),
            var type => throw new InvalidOperationException($"Nobody asked for a {type}."),
        });
        var balances = 0m;
        foreach (var account in Accounts)
        {
            var balance = (await client.GetAsync($"/v1/accounts/{account}/balance")).ShouldBe(200);
            balances += Amount(balance.Member("balance"));
            Amount(balance.Member("available")).Should().BeGreaterThanOrEqualTo(0, "nothing is overdrawn");
        }

        balances.Should().Be(net);
    }

    private static async Task RunAsync(LedgerClient client, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await StepAsync(client);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            // The service is gone.
        }
    }

    private static async Task StepAsync(LedgerClient client)
    {
        var random = Random.Shared;
        var (account, amount) = (Accounts[random.Next(Accounts.Length)], $"{random.Next(1, 5)}.{random.Next(100):D2}");
        var other = Accounts.Where(each => each != account).ElementAt(random.Next(Accounts.Length - 1));
        var answer = random.Next(5) switch
        {
            0 => await client.PostAsync("/v1/holds", new { accountId = account, amount, currency = "EUR" }),
            1 => await client.PostAsync(
                "/v1/transactions",
                new { accountId = account, type = random.Next(2) == 0 ? "deposit" : "withdrawal", amount, currency = "EUR" },
                ("Prefer", "respond-async")),
            _ => await client.PostAsync("/v1/transfers", new { fromAccountId = account, toAccountId = other, amount, currency = "EUR" }),
        };
        answer.Status.Should().BeOneOf([201, 202, 422], answer.Text);
        if (answer.Status == 201 && answer.Header("Location")!.StartsWith("/v1/holds/", StringComparison.Ordinal))
        {
            var end = random.Next(2) == 0 ? "capture" : "release";
            (await client.PostAsync($"{answer.Header("Location")}/{end}", "{}")).Status.Should().BeOneOf(200, 503);
        }
    }

    private static string? Text(JsonElement each, string name) => each.TryGetProperty(name, out var member) ? member.ToString() : null;

    private static decimal Amount(string? text) => decimal.Parse(text!, CultureInfo.InvariantCulture);
}
