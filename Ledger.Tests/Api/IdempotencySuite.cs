using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class IdempotencySuite(LedgerService service)
{
    private const string Key = "order-4711";

    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task The_same_command_with_the_same_key_is_answered_again_as_it_was()
    {
        var account = await OpenAsync();
        var first = (await _client.DepositAsync(account, "10.00", Key, reference: "r")).ShouldBe(201);
        first.Header("Idempotency-Replayed").Should().BeNull();
        await _client.DepositAsync(account, "5.00");

        var again = (await _client.DepositAsync(account, "10.00", Key, reference: "r")).ShouldBe(201);

        again.Text.Should().Be(first.Text);
        again.Header("Idempotency-Replayed").Should().Be("true");
        again.Header("Location").Should().Be(first.Header("Location"));
        again.Header("Ledger-Position").Should().NotBeNull();
        (await _client.BalanceAsync(account)).Should().Be("15.00");
    }

    [Fact]
    public async Task Another_command_with_the_same_key_is_refused_by_each_value()
    {
        var account = await OpenAsync();
        string Body(string type = "deposit", string amount = "1", string rest = "\"description\":\"d\"") =>
            $$"""{"accountId":"{{account}}","type":"{{type}}","amount":{{amount}},"currency":"EUR",{{rest}}}""";
        var first = (await SendAsync(Body())).ShouldBe(201);

        foreach (var other in new[]
        {
            Body("withdrawal"), Body(amount: "2"), Body(rest: "\"description\":\"e\""), Body(rest: "\"reference\":\"d\""),
            Body(rest: "\"description\":\"d\",\"metadata\":{}"), Body(rest: "\"description\":\"d\",\"effectiveAt\":\"2026-01-01T00:00:00Z\""),
        })
        {
            (await SendAsync(other)).ShouldBeProblem(422, "idempotency-key-reused").Member("transactionId").Should().Be(first.Member("id"));
        }

        (await _client.ItemsAsync($"/v1/transactions?accountId={account}")).Should().ContainSingle();
    }

    [Fact]
    public async Task The_same_meaning_in_other_bytes_is_the_same_command()
    {
        var account = await OpenAsync();
        var first = (await SendAsync($$$"""
            {"accountId":"{{{account}}}","type":"deposit","amount":"1.50","currency":"EUR","description":"é",
             "effectiveAt":"2026-01-01T01:00:00+01:00","metadata":{"a":1,"b":{"c":[1,2],"d":"x"} } }
            """)).ShouldBe(201);

        foreach (var amount in new[] { "1.5", "15e-1", "\"1.5\"", "\"1.50\"", "0.15E1" })
        {
            var again = (await SendAsync($$"""
                {"metadata":{ "b":{"d":"\u0078","c":[1, 2]}, "a":1},"amount":{{amount}},"effectiveAt":"2026-01-01T00:00:00.000Z",
                 "currency":"EUR","type":"deposit","description":"\u00e9","accountId":"{{account}}"}
                """)).ShouldBe(201);
            again.Header("Idempotency-Replayed").Should().Be("true");
            again.Text.Should().Be(first.Text);
        }
    }

    [Fact]
    public async Task A_refusal_that_recorded_nothing_leaves_the_key_unused()
    {
        var account = $"later-{Guid.NewGuid():N}";
        (await _client.DepositAsync(account, "1", Key)).ShouldBeProblem(404, "account-not-found");
        await _client.OpenAsync(account);
        (await _client.DepositAsync(account, "1", Key, "USD")).ShouldBeProblem(409, "currency-mismatch");
        (await _client.DepositAsync(account, "0", Key)).ShouldBeProblem(400, "invalid-request", "amount");

        (await _client.DepositAsync(account, "2", Key)).ShouldBe(201).Header("Idempotency-Replayed").Should().BeNull();
    }

    [Fact]
    public async Task A_refusal_for_lack_of_funds_stays_one_after_funds_have_arrived()
    {
        var account = await OpenAsync();
        var first = (await _client.WithdrawAsync(account, "10", Key)).ShouldBeProblem(422, "insufficient-funds");
        await _client.DepositAsync(account, "100");

        var again = (await _client.WithdrawAsync(account, "10", Key)).ShouldBeProblem(422, "insufficient-funds");

        again.Header("Idempotency-Replayed").Should().Be("true");
        again.Member("transactionId").Should().Be(first.Member("transactionId"));
        again.Member("balance").Should().Be("0.00");
        (await _client.BalanceAsync(account)).Should().Be("100.00");
        (await _client.WithdrawAsync(account, "10", Key + "-b")).ShouldBe(201);
    }

    [Fact]
    public async Task Keys_belong_to_an_account()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        var first = (await _client.DepositAsync(one, "1", Key)).ShouldBe(201);
        var second = (await _client.DepositAsync(other, "1", Key)).ShouldBe(201);
        second.Header("Idempotency-Replayed").Should().BeNull();
        second.Member("id").Should().NotBe(first.Member("id"));
    }

    [Fact]
    public async Task Many_at_once_with_one_key_are_one_transaction()
    {
        var account = await OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => _client.DepositAsync(account, "1.00", Key)));

        answers.Should().OnlyContain(answer => answer.Status == 201);
        answers.Select(answer => answer.Text).Distinct(StringComparer.Ordinal).Should().ContainSingle();
        answers.Count(answer => answer.Header("Idempotency-Replayed") is null).Should().Be(1);
        (await _client.BalanceAsync(account)).Should().Be("1.00");
        (await _client.ItemsAsync($"/v1/transactions?accountId={account}")).Should().ContainSingle();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    public async Task A_key_may_have_up_to_255_characters(int length)
    {
        var account = await OpenAsync();
        (await _client.DepositAsync(account, "1", new string('~', length))).ShouldBe(201);
    }

    private Task<Answer> SendAsync(string body) => _client.PostAsync("/v1/transactions", body, ("Idempotency-Key", Key));

    private async Task<string> OpenAsync()
    {
        var id = $"acc-{Guid.NewGuid():N}";
        await _client.OpenAsync(id);
        return id;
    }
}
