using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class BalanceRouteSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_balance_now_is_that_of_the_last_revision()
    {
        await MovedAsync("now");

        var now = (await _client.GetAsync("/v1/accounts/now/balance")).ShouldBe(200);

        now.Json.EnumerateObject().Select(member => member.Name)
            .Should().Equal("accountId", "currency", "balance", "held", "available", "revision", "at", "chain");
        now.Member("balance").Should().Be("2.50");
        now.Member("available").Should().Be("3.50");
        now.Member("revision").Should().Be("3");
        now.Member("chain").Should().MatchRegex("^[0-9a-f]{64}$");
        (await _client.GetAsync("/v1/accounts/now/balance?revision=3")).ShouldBe(200).Text.Should().Be(now.Text);
        (await _client.GetAsync("/v1/accounts/now/balance?basis=recorded")).ShouldBe(200).Text.Should().Be(now.Text);
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1, "5.00")]
    [InlineData(2, "2.50")]
    [InlineData(3, "2.50")]
    public async Task A_balance_at_a_revision_is_as_it_was_then(int revision, string balance)
    {
        var id = $"at-{revision}";
        await MovedAsync(id);
        var events = await _client.ItemsAsync($"/v1/accounts/{id}/events");

        var then = (await _client.GetAsync($"/v1/accounts/{id}/balance?revision={revision}")).ShouldBe(200);

        then.Member("balance").Should().Be(balance);
        then.Member("revision").Should().Be($"{revision}");
        then.Member("at").Should().Be(events[revision].GetProperty("recordedAt").GetString());
        then.Member("chain").Should().Be(events[revision].GetProperty("metadata").GetProperty("chain").GetString());
        var at = Uri.EscapeDataString(then.Member("at")!);
        var byTime = (await _client.GetAsync($"/v1/accounts/{id}/balance?at={at}")).ShouldBe(200);
        byTime.Member("at").Should().Be(then.Member("at"));
        int.Parse(byTime.Member("revision")!).Should().BeGreaterThanOrEqualTo(revision);
    }

    [Theory]
    [InlineData("revision=4")]
    [InlineData("revision=9223372036854775807")]
    [InlineData("at=2000-01-01T00:00:00Z")]
    [InlineData("at=0001-01-01T00:00:00Z")]
    public async Task Before_the_opening_and_past_the_last_revision_there_is_none(string query)
    {
        var id = $"none-{Guid.NewGuid():N}";
        await MovedAsync(id);
        (await _client.GetAsync($"/v1/accounts/{id}/balance?{query}")).ShouldBeProblem(404, "account-not-found");
        (await _client.GetAsync($"/v1/accounts/nobody/balance?{query}")).ShouldBeProblem(404, "account-not-found");
    }

    [Fact]
    public async Task A_time_after_the_last_change_answers_the_newest_balance()
    {
        await MovedAsync("later");
        (await _client.GetAsync("/v1/accounts/later/balance?at=9999-12-31T23:59:59Z")).ShouldBe(200).Member("balance").Should().Be("2.50");
        (await _client.GetAsync("/v1/accounts/later/balance?at=2999-01-01T00:00:00%2B01:00")).ShouldBe(200).Member("revision").Should().Be("3");
    }

    [Fact]
    public async Task History_longer_than_a_closing_of_the_books_is_answered_at_every_revision()
    {
        await _client.OpenAsync("long");
        var answers = await Task.WhenAll(Enumerable.Range(0, 1100).Select(_ => _client.DepositAsync("long", "0.01")));
        answers.Should().OnlyContain(answer => answer.Status == 201);
        foreach (var posted in answers.Where((_, i) => i % 37 == 0))
        {
            var then = (await _client.GetAsync($"/v1/accounts/long/balance?revision={posted.Member("revision")}")).ShouldBe(200);
            then.Member("balance").Should().Be(posted.Member("balanceAfter"));
        }

        // At a time the newest revision of that time counts, on both sides of a closing.
        var events = await _client.ItemsAsync("/v1/accounts/long/events?from=490&limit=20");
        foreach (var at in events.Select(e => e.GetProperty("recordedAt").GetString()!).Distinct())
        {
            var then = (await _client.GetAsync($"/v1/accounts/long/balance?at={at}")).ShouldBe(200);
            var last = (await _client.GetAsync($"/v1/accounts/long/events?from={then.Member("revision")}&limit=2")).Json.GetProperty("items");
            last[0].GetProperty("recordedAt").GetString().Should().Be(at);
            (last.GetArrayLength() < 2 || string.CompareOrdinal(last[1].GetProperty("recordedAt").GetString(), at) > 0).Should().BeTrue();
            (await _client.GetAsync($"/v1/accounts/long/balance?revision={then.Member("revision")}")).Member("balance").Should().Be(then.Member("balance"));
        }

        var closings = (await _client.ItemsAsync("/v1/accounts/long/events?from=499&limit=1")).Concat(await _client.ItemsAsync("/v1/accounts/long/events?from=999&limit=1"));
        closings.Should().OnlyContain(e => e.GetProperty("type").GetString() == "books-closed.v1");
        (await _client.BalanceAsync("long")).Should().Be("11.00");
    }

    private async Task MovedAsync(string id)
    {
        await _client.OpenAsync(id, "EUR", "1");
        (await _client.DepositAsync(id, "5")).ShouldBe(201);
        (await _client.WithdrawAsync(id, "2.5")).ShouldBe(201);
        (await _client.WithdrawAsync(id, "100")).ShouldBeProblem(422, "insufficient-funds");
    }
}
