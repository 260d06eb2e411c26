using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class FreshnessSuite(LedgerService service)
{
    private const string MinPosition = "Ledger-Min-Position";

    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_read_at_the_position_of_a_write_includes_it()
    {
        await _client.OpenAsync("wait");
        var position = (await _client.DepositAsync("wait", "1.00")).Header("Ledger-Position")!;

        var read = (await _client.GetAsync("/v1/accounts/wait/balance", (MinPosition, position))).ShouldBe(200);

        read.Member("balance").Should().Be("1.00");
        NumberOf(read.Header("Ledger-Position")!).Should().BeGreaterThanOrEqualTo(NumberOf(position));
    }

    [Theory]
    [InlineData("/v1/accounts")]
    [InlineData("/v1/transactions")]
    [InlineData("/v1/accounts/ahead")]
    [InlineData("/v1/accounts/ahead/balance")]
    public async Task A_position_that_is_not_reached_in_time_is_answered_as_behind(string path)
    {
        var position = (await _client.PostAsync("/v1/accounts", """{"id":"ahead","currency":"EUR"}""")).Header("Ledger-Position")!;
        var ahead = $"{position.Split('-')[0]}-{NumberOf(position) + 1_000_000}";

        (await _client.GetAsync(path, (MinPosition, ahead), ("Ledger-Wait-Ms", "20"))).ShouldBeProblem(503, "read-model-behind");
        (await _client.GetAsync(path, (MinPosition, ahead), ("Ledger-Wait-Ms", "0"))).ShouldBeProblem(503, "read-model-behind");
    }

    [Theory]
    [InlineData("00000000-1")]
    [InlineData("1")]
    [InlineData("-")]
    [InlineData("x")]
    public async Task A_position_of_another_ledger_is_refused(string position) =>
        (await _client.GetAsync("/v1/accounts", (MinPosition, position))).ShouldBeProblem(400, "invalid-request", MinPosition);

    [Theory]
    [InlineData("-1")]
    [InlineData("30001")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    public async Task A_wait_that_is_no_number_within_bounds_is_refused(string wait) =>
        (await _client.GetAsync("/v1/accounts", ("Ledger-Wait-Ms", wait))).ShouldBeProblem(400, "invalid-request", "Ledger-Wait-Ms");

    [Fact]
    public async Task Projections_say_how_far_they_have_come()
    {
        await _client.OpenAsync("progress");
        await _client.ItemsAsync("/v1/transactions");

        var all = await _client.ItemsAsync("/v1/ops/projections");

        all.Select(p => p.GetProperty("name").GetString()).Should().BeEquivalentTo("accounts", "transactions", "transfers", "transaction_ids", "closings", "transaction_search", "users", "matches");
        var one = (await _client.GetAsync("/v1/ops/projections/accounts")).ShouldBe(200);
        one.Member("status").Should().Be("live");
        one.Member("version").Should().Be("2");
        one.Member("position").Should().MatchRegex("^[0-9a-f]{8}-[0-9]+(-[0-9]+)?$");
        (await _client.GetAsync("/v1/ops/projections/nothing")).ShouldBeProblem(404, "projection-not-found");
    }

    [Fact]
    public async Task Health_is_ready()
    {
        (await _client.GetAsync("/health/live")).ShouldBe(200).Member("status").Should().Be("live");
        var ready = (await _client.GetAsync("/health/ready")).ShouldBe(200);
        ready.Member("status").Should().Be("ready");
        ready.Json.GetProperty("dependencies").GetProperty("eventStore").GetProperty("status").GetString().Should().Be("ready");
    }

    private static long NumberOf(string position) => long.Parse(position.Split('-')[1]);
}
