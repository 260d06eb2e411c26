using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Money;

public abstract class HoldsSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task Held_money_is_there_and_not_available()
    {
        await FundedAsync("held");

        var placed = (await PlaceAsync("held", "4.00", key: "k")).ShouldBe(201);

        placed.Header("Location").Should().Be($"/v1/holds/{placed.Member("id")}");
        placed.Member("status").Should().Be("open");
        placed.Json.TryGetProperty("expiresAt", out _).Should().BeFalse();
        await ShouldBeAsync("held", "10.00", "4.00", "6.00");
        (await _client.GetAsync($"/v1/holds/{placed.Member("id")}")).ShouldBe(200).Text.Should().Be(placed.Text);
        var again = (await PlaceAsync("held", "4.00", key: "k")).ShouldBe(201);
        again.Member("id").Should().Be(placed.Member("id"));
        again.Header("Idempotency-Replayed").Should().Be("true");
        (await PlaceAsync("held", "5.00", key: "k")).ShouldBeProblem(422, "idempotency-key-reused");
        var refused = (await PlaceAsync("held", "6.01")).ShouldBeProblem(422, "insufficient-funds");
        refused.Member("available").Should().Be("6.00");
        (await _client.WithdrawAsync("held", "6.01")).ShouldBeProblem(422, "insufficient-funds");
        await ShouldBeAsync("held", "10.00", "4.00", "6.00");
    }

    [Theory]
    [InlineData(null, "6.00", "4.00")]
    [InlineData("1.50", "8.50", "1.50")]
    public async Task A_capture_takes_it_wholly_or_in_part(string? amount, string balance, string captured)
    {
        var account = $"capture-{captured}";
        await FundedAsync(account);
        var hold = (await PlaceAsync(account, "4.00")).ShouldBe(201).Member("id");
        (await _client.PostAsync($"/v1/holds/{hold}/capture", new { amount = "4.01" })).ShouldBeProblem(400, "invalid-request", "amount");

        var taken = (await _client.PostAsync($"/v1/holds/{hold}/capture", amount is null ? new { } : new { amount }, ("Idempotency-Key", "c"))).ShouldBe(200);

        taken.Member("status").Should().Be("captured");
        taken.Member("capturedAmount").Should().Be(captured);
        await ShouldBeAsync(account, balance, "0.00", balance);
        var transaction = (await _client.GetAsync($"/v1/transactions/{taken.Member("transactionId")}")).ShouldBe(200);
        transaction.Member("type").Should().Be("capture");
        transaction.Member("holdId").Should().Be(hold);
        transaction.Member("amount").Should().Be(captured);
        (await _client.PostAsync($"/v1/holds/{hold}/capture", amount is null ? new { } : new { amount }, ("Idempotency-Key", "c"))).ShouldBe(200)
            .Header("Idempotency-Replayed").Should().Be("true");
        (await _client.PostAsync($"/v1/holds/{hold}/capture", "{}")).ShouldBeProblem(409, "hold-not-open");
        (await _client.PostAsync($"/v1/holds/{hold}/release", "{}")).ShouldBeProblem(409, "hold-not-open");
        (await _client.GetAsync($"/v1/holds/{hold}")).ShouldBe(200).Text.Should().Be(taken.Text);
    }

    [Fact]
    public async Task A_release_lets_it_go()
    {
        await FundedAsync("release");
        var hold = (await PlaceAsync("release", "4.00")).ShouldBe(201).Member("id");

        (await _client.SendAsync(LedgerClient.Request(HttpMethod.Post, $"/v1/holds/{hold}/release", null))).ShouldBe(200).Member("status").Should().Be("released");

        await ShouldBeAsync("release", "10.00", "0.00", "10.00");
    }

    [Fact]
    public async Task It_expires_by_itself_and_is_left_out_at_once()
    {
        await FundedAsync("expiry");
        var at = TimeProvider.System.GetUtcNow().AddMilliseconds(700);
        var hold = (await PlaceAsync("expiry", "4.00", at)).ShouldBe(201);
        var id = hold.Member("id");
        DateTimeOffset.Parse(hold.Member("expiresAt")!).Should().BeCloseTo(at, TimeSpan.FromMilliseconds(1));
        await Task.Delay(at - TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);

        await ShouldBeAsync("expiry", "10.00", "0.00", "10.00");
        (await _client.GetAsync($"/v1/holds/{id}")).ShouldBe(200).Member("status").Should().Be("expired");
        (await _client.PostAsync($"/v1/holds/{id}/capture", "{}")).ShouldBeProblem(409, "hold-not-open");
        (await _client.WithdrawAsync("expiry", "10.00")).ShouldBe(201);
        (await _client.ItemsAsync("/v1/accounts/expiry/events")).Select(e => e.GetProperty("type").GetString()).Should().Equal(
            "account-opened.v1", "funds-deposited.v1", "hold-placed.v1", "hold-expired.v1", "funds-withdrawn.v1");
    }

    [Fact]
    public async Task An_expiry_is_recorded_also_where_nothing_else_happens()
    {
        await FundedAsync("swept");
        await PlaceAsync("swept", "4.00", TimeProvider.System.GetUtcNow().AddMilliseconds(300));

        for (var tries = 0; (await _client.ItemsAsync("/v1/accounts/swept/events")).Count < 4; tries++)
        {
            tries.Should().BeLessThan(200);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        (await _client.ItemsAsync("/v1/accounts/swept/events"))[3].GetProperty("type").GetString().Should().Be("hold-expired.v1");
    }

    private async Task FundedAsync(string account)
    {
        await _client.OpenAsync(account);
        (await _client.DepositAsync(account, "10.00")).ShouldBe(201);
    }

    private Task<Answer> PlaceAsync(string accountId, string amount, DateTimeOffset? expiresAt = null, string? key = null) => _client.PostAsync(
        "/v1/holds", new { accountId, amount, currency = "EUR", expiresAt = expiresAt?.ToString("O") }, key is null ? [] : [("Idempotency-Key", key)]);

    private async Task ShouldBeAsync(string account, string balance, string held, string available)
    {
        foreach (var path in new[] { $"/v1/accounts/{account}", $"/v1/accounts/{account}/balance" })
        {
            var answer = (await _client.GetAsync(path)).ShouldBe(200);
            (answer.Member("balance"), answer.Member("held"), answer.Member("available")).Should().Be((balance, held, available), path);
        }
    }
}
