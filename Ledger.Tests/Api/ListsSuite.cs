using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class ListsSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_cursor_keeps_its_place_while_new_transactions_come_in()
    {
        await _client.OpenAsync("growing");
        var posted = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            posted.Insert(0, (await _client.DepositAsync("growing", "1")).Member("id")!);
        }

        var (seen, cursor) = (new List<string>(), (string?)string.Empty);
        while (cursor is not null)
        {
            var page = (await _client.GetAsync($"/v1/transactions?accountId=growing&limit=3&cursor={cursor}")).ShouldBe(200).Json;
            seen.AddRange(Ids(page.GetProperty("items").EnumerateArray()));
            cursor = page.GetProperty("next").GetString();
            await _client.DepositAsync("growing", "1");
        }

        seen.Should().Equal(posted);
    }

    [Fact]
    public async Task A_cursor_keeps_its_place_while_new_accounts_come_in()
    {
        var owner = $"owner-{Guid.NewGuid():N}";
        for (var i = 0; i < 7; i++)
        {
            await _client.OpenAsync($"{owner}-{i}", ownerId: owner);
        }

        var (seen, cursor) = (new List<string>(), (string?)string.Empty);
        while (cursor is not null)
        {
            var page = (await _client.GetAsync($"/v1/accounts?ownerId={owner}&limit=3&cursor={cursor}")).ShouldBe(200).Json;
            seen.AddRange(Ids(page.GetProperty("items").EnumerateArray()));
            cursor = page.GetProperty("next").GetString();
            await _client.OpenAsync($"{owner}-new-{seen.Count}", ownerId: owner);
            await _client.DepositAsync($"{owner}-0", "1");
        }

        seen.Should().Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"{owner}-{i}"));
    }

    [Theory]
    [InlineData("currency=USD", "f-usd")]
    [InlineData("currency=USD&ownerId=f-owner", "f-usd")]
    [InlineData("currency=USD&status=open", "f-usd")]
    [InlineData("ownerId=f-owner", "f-usd f-eur")]
    [InlineData("ownerId=f-owner&limit=1", "f-usd")]
    [InlineData("ownerId=nobody", "")]
    [InlineData("ownerId=f-owner&status=frozen", "")]
    public async Task Accounts_are_found_by_their_attributes(string query, string expected)
    {
        await FilledAsync();
        Ids(await _client.ItemsAsync($"/v1/accounts?{query}")).Should().Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("accountId=f-eur", "d w o c b a")]
    [InlineData("ownerId=f-owner", "u d w o c b a")]
    [InlineData("ownerId=f-owner&currency=USD", "u")]
    [InlineData("accountId=f-eur&type=deposit", "d c b a")]
    [InlineData("accountId=f-eur&type=withdrawal", "w o")]
    [InlineData("accountId=f-eur&status=declined", "w")]
    [InlineData("accountId=f-eur&status=posted", "d o c b a")]
    [InlineData("accountId=f-eur&type=capture", "")]
    [InlineData("accountId=f-eur&currency=EUR&minAmount=2&maxAmount=3.00", "o c b")]
    [InlineData("accountId=f-eur&currency=EUR&minAmount=100.01", "")]
    [InlineData("reference=b", "b")]
    [InlineData("reference=B", "")]
    [InlineData("accountId=f-eur&q=rent", "c b")]
    [InlineData("accountId=f-eur&q=RENT%20march", "c")]
    [InlineData("accountId=f-eur&q=%25", "")]
    [InlineData("accountId=f-eur&q=", "d w o c b a")]
    [InlineData("accountId=f-eur&q=ren", "")]
    [InlineData("accountId=f-eur&q=R%C3%89NT", "c b")]
    [InlineData("accountId=f-usd&q=rent", "")]
    [InlineData("accountId=F-EUR&q=rent", "")]
    [InlineData("ownerId=f-owner&q=rent&limit=1", "c")]
    [InlineData("ownerId=f-owner&q=w&status=declined", "w")]
    [InlineData("ownerId=f-owner&q=w&status=posted", "")]
    [InlineData("ownerId=f-owner&q=u&currency=USD&minAmount=7&maxAmount=7&type=deposit&from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00Z&reference=u", "u")]
    [InlineData("accountId=f-eur&from=2999-01-01T00:00:00Z", "")]
    [InlineData("accountId=f-eur&to=2000-01-01T00:00:00Z", "")]
    [InlineData("accountId=f-eur&from=2000-01-01T00:00:00Z&to=2999-01-01T00:00:00Z&limit=2", "d w")]
    public async Task Transactions_are_found_by_what_they_are(string query, string references)
    {
        await FilledAsync();
        (await _client.ItemsAsync($"/v1/transactions?{query}")).Select(item => item.GetProperty("reference").GetString())
            .Should().Equal(references.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_cursor_leads_through_what_was_found_while_more_of_it_comes_in()
    {
        await _client.OpenAsync("found");
        var posted = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            posted.Insert(0, (await _client.DepositAsync("found", "1", description: "Größe 12")).Member("id")!);
            await _client.DepositAsync("found", "1", description: "Größe 13", reference: $"{i}");
        }

        var (seen, cursor) = (new List<string>(), (string?)string.Empty);
        while (cursor is not null)
        {
            var page = (await _client.GetAsync($"/v1/transactions?q=gro%C3%9Fe%2012&limit=3&cursor={cursor}")).ShouldBe(200).Json;
            seen.AddRange(Ids(page.GetProperty("items").EnumerateArray()));
            cursor = page.GetProperty("next").GetString();
            await _client.DepositAsync("found", "1", description: "größe 12");
        }

        seen.Should().Equal(posted);
    }

    [Fact]
    public async Task What_was_just_acknowledged_is_found_by_its_words()
    {
        await _client.OpenAsync("fresh-words");
        for (var i = 0; i < 20; i++)
        {
            var id = (await _client.DepositAsync("fresh-words", "1", description: $"now{i}")).Member("id");
            Ids(await _client.ItemsAsync($"/v1/transactions?q=now{i}")).Should().Equal(id);
            Ids(await _client.ItemsAsync($"/v1/transactions?accountId=fresh-words&q=now{i}")).Should().Equal(id);
        }
    }

    [Fact]
    public async Task A_time_span_begins_at_its_start_and_ends_before_its_end()
    {
        await FilledAsync();
        var all = await _client.ItemsAsync("/v1/transactions?accountId=f-eur");
        string Time(int index) => all[index].GetProperty("recordedAt").GetString()!;
        Time(1).Should().NotBe(Time(3));

        var found = await _client.ItemsAsync($"/v1/transactions?accountId=f-eur&from={Time(3)}&to={Time(1)}");

        Ids(found).Should().Equal(Ids(all).Skip(2).Take(2));
    }

    private static IReadOnlyList<string> Ids(IEnumerable<JsonElement> items) => [.. items.Select(item => item.GetProperty("id").GetString()!)];

    private async Task FilledAsync()
    {
        if ((await _client.GetAsync("/v1/accounts/f-eur")).Status == 200)
        {
            return;
        }

        await _client.OpenAsync("f-eur", ownerId: "f-owner");
        await _client.OpenAsync("f-usd", "USD", ownerId: "f-owner");
        await _client.DepositAsync("f-eur", "1.00", reference: "a", description: "salary");
        await _client.DepositAsync("f-eur", "2.00", reference: "b", description: "Rent February");
        await _client.DepositAsync("f-eur", "3.00", reference: "c", description: "Rent, March");
        (await _client.WithdrawAsync("f-eur", "2.50", reference: "o")).ShouldBe(201);
        (await _client.WithdrawAsync("f-eur", "100.00", reference: "w")).ShouldBe(422);
        await _client.DepositAsync("f-eur", "4.00", reference: "d");
        await _client.DepositAsync("f-usd", "7.00", currency: "USD", reference: "u");
    }
}
