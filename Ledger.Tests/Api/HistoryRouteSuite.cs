using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class HistoryRouteSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task An_event_is_answered_as_it_is_stored()
    {
        await _client.OpenAsync("stored");
        var posted = (await _client.DepositAsync("stored", "12.75", "key", description: "Salary")).ShouldBe(201);

        var events = await _client.ItemsAsync("/v1/accounts/stored/events");

        events.Select(e => e.GetProperty("type").GetString()).Should().Equal("account-opened.v1", "funds-deposited.v1");
        events[1].EnumerateObject().Select(m => m.Name).Should().Equal("revision", "position", "id", "type", "recordedAt", "data", "metadata");
        var data = events[1].GetProperty("data");
        data.GetProperty("transactionId").GetString().Should().Be(posted.Member("id"));
        data.GetProperty("amount").GetString().Should().Be("12.75 EUR");
        data.GetProperty("personal").GetProperty("value").GetProperty("description").GetString().Should().Be("Salary");
        var metadata = events[1].GetProperty("metadata");
        metadata.GetProperty("transactionId").GetString().Should().Be(posted.Member("id"));
        metadata.GetRawText().Should().NotContain("\"key\"", "the key itself is never stored");
        metadata.EnumerateObject().Last().Name.Should().Be("chain");
        events[1].GetProperty("position").GetString().Should().Be(posted.Header("Ledger-Position"));
        events[1].GetProperty("recordedAt").GetString().Should().Be(posted.Member("recordedAt"));
    }

    [Theory]
    [InlineData("", 0, 50, 50)]
    [InlineData("limit=3", 0, 3, 3)]
    [InlineData("from=58&limit=2", 58, 2, 60)]
    [InlineData("from=59", 59, 2, null)]
    [InlineData("from=61", 61, 0, null)]
    [InlineData("from=9223372036854775807", 0, 0, null)]
    public async Task Forwards_it_begins_at_a_revision_and_says_where_to_go_on(string query, int first, int count, int? next)
    {
        await SixtyAsync();
        var page = (await _client.GetAsync($"/v1/accounts/sixty/events?{query}")).ShouldBe(200).Json;
        RevisionsOf(page).Should().Equal(Enumerable.Range(first, count).Select(r => (long)r));
        NextOf(page).Should().Be(next);
    }

    [Theory]
    [InlineData("", 60, 50, 10)]
    [InlineData("&from=1000&limit=1", 60, 1, 59)]
    [InlineData("&from=5&limit=3", 5, 3, 2)]
    [InlineData("&from=2&limit=3", 2, 3, null)]
    [InlineData("&from=0", 0, 1, null)]
    public async Task Backwards_it_begins_at_the_end_or_at_a_revision(string query, int first, int count, int? next)
    {
        await SixtyAsync();
        var page = (await _client.GetAsync($"/v1/accounts/sixty/events?direction=backwards{query}")).ShouldBe(200).Json;
        RevisionsOf(page).Should().Equal(Enumerable.Range(0, count).Select(i => (long)first - i));
        NextOf(page).Should().Be(next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?from=5")]
    [InlineData("?direction=backwards")]
    public async Task An_account_that_is_not_there_has_no_history(string query) =>
        (await _client.GetAsync($"/v1/accounts/nobody/events{query}")).ShouldBeProblem(404, "account-not-found");

    private static IEnumerable<long> RevisionsOf(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("revision").GetInt64());

    private static long? NextOf(JsonElement page) => page.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : null;

    private async Task SixtyAsync()
    {
        if ((await _client.GetAsync("/v1/accounts/sixty")).Status == 404)
        {
            await _client.OpenAsync("sixty");
            await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => _client.DepositAsync("sixty", "1")));
        }
    }
}
