using System.Text.Json;
using Ledger.Tests.Api.Crash;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

/// <summary>What a service that refuses what has no rate says of accounts that do not exist, and of what was recorded before it refused.</summary>
public abstract class WithoutRateSuite : OwnStores
{
    private const string Dinars = "KWD";

    [Fact]
    public async Task What_was_recorded_is_answered_again_and_what_does_not_exist_is_said_before_the_rate_that_is_missing()
    {
        Dictionary<string, (int Status, string Text)> first;
        string hold;
        using (var posting = await LedgerProcess.StartAsync(Stores))
        {
            await posting.Client.OpenAsync("from", Dinars);
            await posting.Client.OpenAsync("to", Dinars);
            (await posting.Client.DepositAsync("from", "100.000", null, Dinars)).ShouldBe(201);
            hold = (await posting.Client.PostAsync("/v1/holds", new { accountId = "from", amount = "5.000", currency = Dinars })).ShouldBe(201).Member("id")!;
            first = await SendAllAsync(posting.Client, hold, "1.000");
            first.Values.Select(answer => answer.Status).Should().Equal(201, 201, 201, 202, 201, 200);
            (await posting.TerminateAsync()).Should().Be(0);
        }

        using var refusing = await LedgerProcess.StartAsync(Stores.Directory, [.. Stores.Settings, ("Ledger__WithoutRate", "refuse")]);
        var client = refusing.Client;
        var balances = (await BalanceAsync(client, "from"), await BalanceAsync(client, "to"));
        (await SendAllAsync(client, hold, "1.000")).Should().Equal(first);
        foreach (var (shape, (status, text)) in await SendAllAsync(client, hold, "1.001"))
        {
            (status, text).Should().Match<(int Status, string Text)>(
                answer => answer.Status == 422 && answer.Text.Contains("idempotency-key-reused", StringComparison.Ordinal), shape);
        }

        foreach (var (shape, (status, text)) in await SendAllAsync(client, hold, "1.000", "nobody", key: null))
        {
            (status, text).Should().Match<(int Status, string Text)>(
                answer => answer.Status == 404 && answer.Text.Contains("account-not-found", StringComparison.Ordinal), shape);
        }

        (await TransferAsync(client, "from", "nobody", "1.000", null)).ShouldBeProblem(404, "account-not-found");
        foreach (var (shape, (status, text)) in await SendAllAsync(client, hold, "1.000", key: "new-"))
        {
            (status, text).Should().Match<(int Status, string Text)>(
                answer => answer.Status == (shape == "capture" ? 409 : 422)
                    && answer.Text.Contains(shape == "capture" ? "hold-not-open" : "rate-unavailable", StringComparison.Ordinal), shape);
        }

        (await BalanceAsync(client, "from"), await BalanceAsync(client, "to")).Should().Be(balances);
        (await client.ItemsAsync("/v1/transactions?status=declined")).Should().BeEmpty("nothing is recorded of what was refused");
        await Rebuilding.VerifyAsync(client);
    }

    /// <summary>One command in every shape that it can come in, and what each was answered.</summary>
    private static async Task<Dictionary<string, (int Status, string Text)>> SendAllAsync(
        LedgerClient client, string hold, string amount, string account = "from", string? key = "k-")
    {
        var answers = new Dictionary<string, (int, string)>(StringComparer.Ordinal);
        foreach (var type in new[] { "deposit", "withdrawal" })
        {
            Add(type, await client.PostAsync("/v1/transactions", Movement(type), Headers(type)));
        }

        var batch = (await client.PostAsync("/v1/transactions/batch", JsonSerializer.Serialize(new[] { Movement("deposit") }), Headers("batch"))).ShouldBe(200);
        var item = batch.Json[0];
        answers["batch"] = (item.GetProperty("status").GetInt32(), item.GetProperty(item.TryGetProperty("transaction", out _) ? "transaction" : "problem").GetRawText());
        Add("submission", await client.PostAsync("/v1/transactions", Movement("deposit"), [.. Headers("submission"), ("Prefer", "respond-async")]));
        Add("transfer", await TransferAsync(client, account, "to", amount, key is null ? null : $"{key}transfer"));
        if (key is not null)
        {
            Add("capture", await client.PostAsync($"/v1/holds/{hold}/capture", new { amount }, Headers("capture")));
        }

        return answers;

        void Add(string shape, Answer answer) => answers[shape] = (answer.Status, answer.Text);

        object Movement(string type) => new { accountId = account, type, amount, currency = Dinars };

        (string, string)[] Headers(string shape) => key is null ? [] : [("Idempotency-Key", key + shape)];
    }

    private static Task<Answer> TransferAsync(LedgerClient client, string from, string to, string amount, string? key) => client.PostAsync(
        "/v1/transfers", new { fromAccountId = from, toAccountId = to, amount, currency = Dinars }, key is null ? [] : [("Idempotency-Key", key)]);

    /// <summary>Once what was submitted is decided.</summary>
    private static async Task<string?> BalanceAsync(LedgerClient client, string account)
    {
        for (var tries = 0; (await client.ItemsAsync($"/v1/transactions?accountId={account}&status=pending")).Count > 0; tries++)
        {
            tries.Should().BeLessThan(300);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return await client.BalanceAsync(account);
    }
}
