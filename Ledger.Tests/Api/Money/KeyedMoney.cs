using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

/// <summary>One command with a key, of which another body is known as well.</summary>
internal sealed record Keyed(string Path, object Body, string OtherPath, object OtherBody, string Key, bool IsDeferred = false)
{
    public Task<Answer> SendAsync(LedgerClient client) => client.PostAsync(Path, Body, Headers);

    public Task<Answer> SendOtherAsync(LedgerClient client) => client.PostAsync(OtherPath, OtherBody, Headers);

    private (string, string)[] Headers => [("Idempotency-Key", Key), .. IsDeferred ? [("Prefer", "respond-async")] : Array.Empty<(string, string)>()];
}

/// <summary>Commands of every kind that moves money, each with a key, on two accounts; and what they were answered.</summary>
internal sealed class KeyedMoney
{
    private readonly string _from;
    private readonly string _to;
    private readonly List<(Keyed Command, Answer First)> _done = [];

    private KeyedMoney(string name) => (_from, _to) = ($"{name}-from", $"{name}-to");

    /// <summary>Sends every command once, or some times at once, of which one does it.</summary>
    public static async Task<KeyedMoney> DoneAsync(LedgerClient client, string name, int atOnce = 1)
    {
        var made = new KeyedMoney(name);
        await client.OpenAsync(made._from);
        await client.OpenAsync(made._to);
        var deposit = (await client.DepositAsync(made._from, "100.00")).ShouldBe(201).Member("id");
        var withdrawal = (await client.WithdrawAsync(made._from, "10.00")).ShouldBe(201).Member("id");
        var (taken, freed, other) = (await made.HoldAsync(client, "5.00"), await made.HoldAsync(client, "6.00"), await made.HoldAsync(client, "7.00"));
        var transfer = (await client.PostAsync("/v1/transfers", made.Transfer("9.00"))).ShouldBe(201);

        foreach (var (command, status) in new[]
        {
            (new Keyed("/v1/transfers", made.Transfer("4.00"), "/v1/transfers", made.Transfer("4.01"), "transfer"), 201),
            (new("/v1/transfers", made.Transfer("999.00"), "/v1/transfers", made.Transfer("1.00"), "refused"), 422),
            (new("/v1/holds", made.Hold("3.00"), "/v1/holds", made.Hold("3.01"), "hold"), 201),
            (new("/v1/holds", made.Hold("999.00"), "/v1/holds", made.Hold("1.00"), "no hold"), 422),
            (new($"/v1/holds/{taken}/capture", new { amount = "2.00" }, $"/v1/holds/{taken}/capture", new { amount = "2.01" }, "capture"), 200),
            (new($"/v1/holds/{freed}/release", new { }, $"/v1/holds/{other}/release", new { }, "release"), 200),
            (new(Reversal(withdrawal), new { reason = "r" }, Reversal(withdrawal), new { reason = "s" }, "reversal"), 201),
            (new(Reversal(transfer.Member("creditTransactionId")), new { reason = "r" }, Reversal(deposit), new { reason = "r" }, "back"), 201),
            (new("/v1/transactions", made.Movement("deposit", "1.00"), "/v1/transactions", made.Movement("deposit", "1.01"), "submission", IsDeferred: true), 202),
        })
        {
            var keyed = command with { Key = command.Key.Replace(' ', '-') };
            var answers = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => keyed.SendAsync(client)));
            answers.Should().OnlyContain(answer => answer.Status == status, answers[0].Text);
            answers.Count(answer => answer.Header("Idempotency-Replayed") is null).Should().Be(1, $"{keyed.Key} is done once");
            answers.Select(Meaning).Distinct(StringComparer.Ordinal).Should().ContainSingle();
            made._done.Add((keyed, answers[0]));
        }

        await DecidedAsync(client, made._done[^1].First.Header("Location")!);
        await made.ShouldStandAsync(client);
        return made;
    }

    /// <summary>Everything again is answered as it was; another command with its key is refused; nothing moves.</summary>
    /// <param name="added">What was deposited otherwise meanwhile, in whole units.</param>
    public async Task ShouldBeKeptAsync(LedgerClient client, int added = 0)
    {
        foreach (var (command, first) in _done)
        {
            var again = (await command.SendAsync(client)).ShouldBe(first.Status);
            Meaning(again).Should().Be(Meaning(first), command.Key);
            again.Header("Idempotency-Replayed").Should().Be("true", command.Key);
            again.Header("Location").Should().Be(first.Header("Location"));
            // The key of a reversal belongs to the account that it debits, or moves.
            if (command.Key != "back")
            {
                (await command.SendOtherAsync(client)).ShouldBeProblem(422, "idempotency-key-reused");
            }
        }

        await ShouldStandAsync(client, added);
    }

    public Task<Answer> AddAsync(LedgerClient client, int count) => client.PostAsync(
        "/v1/transactions/batch", JsonSerializer.Serialize(Enumerable.Repeat(Movement("deposit", "1.00"), count)));

    private async Task ShouldStandAsync(LedgerClient client, int added = 0)
    {
        (await client.GetAsync($"/v1/accounts/{_from}/balance", ("Ledger-Wait-Ms", "30000"))).ShouldBe(200).Member("balance").Should().Be($"{95 + added}.00");
        // What stays open: the hold that was never ended, and the one with a key.
        (await client.GetAsync($"/v1/accounts/{_from}/balance")).ShouldBe(200).Member("held").Should().Be("10.00");
        (await client.BalanceAsync(_to)).Should().Be("4.00");
    }

    private static async Task DecidedAsync(LedgerClient client, string submission)
    {
        for (var tries = 0; (await client.GetAsync(submission)).ShouldBe(200).Member("status") == "pending"; tries++)
        {
            tries.Should().BeLessThan(300);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static string Meaning(Answer answer) => answer.Code is { } code
        ? $"{code} {answer.Member("transactionId")} {answer.Member("transferId")} {answer.Member("balance")} {answer.Member("available")}"
        : answer.Text;

    private static string Reversal(string? id) => $"/v1/transactions/{id}/reversal";

    private object Transfer(string amount) => new { fromAccountId = _from, toAccountId = _to, amount, currency = "EUR" };

    private object Hold(string amount) => new { accountId = _from, amount, currency = "EUR" };

    private object Movement(string type, string amount) => new { accountId = _from, type, amount, currency = "EUR" };

    private async Task<string?> HoldAsync(LedgerClient client, string amount) =>
        (await client.PostAsync("/v1/holds", Hold(amount))).ShouldBe(201).Member("id");
}
