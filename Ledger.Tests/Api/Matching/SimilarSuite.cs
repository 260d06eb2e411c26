using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Matching;

public abstract class SimilarSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task Transactions_that_are_like_a_text_are_answered_best_first_with_a_score()
    {
        await _client.OpenAsync("like");
        var library = await PaidAsync("like", "Fees of the library of Alexandria");
        var other = await PaidAsync("like", "Fees of the library of Pergamon");
        await PaidAsync("like", "Groceries");

        var found = await FindAsync("description=Alexandria%20library%20fees");

        found.EnumerateObject().Select(member => member.Name).Should().Equal("transactions", "totalMatches", "tokensUsed");
        found.GetProperty("totalMatches").GetInt32().Should().Be(2);
        found.GetProperty("tokensUsed").GetInt32().Should().BeGreaterThan(3);
        var first = found.GetProperty("transactions")[0];
        first.EnumerateObject().Select(member => member.Name).Should().Equal("id", "accountId", "description", "score");
        first.GetProperty("accountId").GetString().Should().Be("like");
        first.GetProperty("description").GetString().Should().Be("Fees of the library of Alexandria");
        first.GetProperty("score").GetDouble().Should().BeInRange(0.5, 1);
        Ids(found).Should().Equal(library, other);
        Ids(await FindAsync("description=Alexandria%20library%20fees&limit=1")).Should().Equal(library);
        Ids(await FindAsync("description=Alexandria%20library%20fees&minScore=1")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_transaction_is_compared_by_its_description_and_reference_and_not_with_itself()
    {
        await _client.OpenAsync("self");
        var first = await PaidAsync("self", "Membership of the yacht club", "YC-1");
        var second = await PaidAsync("self", "Membership of the yacht club", "YC-1");
        var third = await PaidAsync("self", "Membership of the yacht club", "YC-2");

        var found = await FindAsync($"transactionId={first}");

        Ids(found).Should().Equal(second, third);
        found.GetProperty("transactions")[0].GetProperty("score").GetDouble().Should().Be(1);
        found.GetProperty("transactions")[1].GetProperty("score").GetDouble().Should().BeLessThan(1);
        Ids(await FindAsync("description=Membership%20of%20the%20yacht%20club")).Should().Equal(third, second, first);
        Ids(await FindAsync("description=YC-1")).Take(2).Should().Equal(second, first);
    }

    [Fact]
    public async Task What_was_just_acknowledged_is_found_the_refused_and_the_pending_too()
    {
        await _client.OpenAsync("fresh");
        foreach (var word in new[] { "Xylophone", "Zeppelin", "Quokka" })
        {
            var id = await PaidAsync("fresh", $"{word} lessons");
            Ids(await FindAsync($"description={word}%20lessons"))[0].Should().Be(id);
        }

        var refused = await _client.WithdrawAsync("fresh", "999999.00", description: "Submarine deposit");
        refused.ShouldBe(422);
        Ids(await FindAsync("description=submarine")).Should().Equal(refused.Member("transactionId"));
        var submitted = (await _client.PostAsync(
            "/v1/transactions", """{"accountId":"fresh","type":"deposit","amount":"1.00","currency":"EUR","description":"Hovercraft eels"}""", ("Prefer", "respond-async"))).ShouldBe(202);
        Ids(await FindAsync("description=hovercraft")).Should().Equal(submitted.Member("id"));
    }

    [Fact]
    public async Task A_transaction_without_a_text_is_like_none_and_can_be_like_none()
    {
        await _client.OpenAsync("mute");
        var mute = (await _client.DepositAsync("mute", "1.00")).ShouldBe(201).Member("id")!;

        var found = await FindAsync($"transactionId={mute}");

        found.GetRawText().Should().Be("""{"transactions":[],"totalMatches":0,"tokensUsed":0}""");
        Ids(await FindAsync("description=mute&minScore=0&limit=500")).Should().NotContain(mute);
        Ids(await FindAsync("description=%20%20")).Should().BeEmpty();
    }

    [Fact]
    public async Task An_answer_says_how_new_it_is_and_waits_for_what_is_asked()
    {
        await _client.OpenAsync("position");
        var paid = (await _client.DepositAsync("position", "1.00", description: "Bagpipes")).ShouldBe(201);
        var position = paid.Header("Ledger-Position")!;

        var found = (await _client.GetAsync("/v1/matching/transactions?description=bagpipes", ("Ledger-Min-Position", position))).ShouldBe(200);

        found.Header("Ledger-Position").Should().NotBeNull();
        found.Header("Ledger-Lag-Ms").Should().NotBeNull();
        Ids(found.Json).Should().Equal(paid.Member("id"));
        (await _client.GetAsync($"/v1/matching/transactions?description=bagpipes", ("Ledger-Min-Position", $"{position[..8]}-999999999"), ("Ledger-Wait-Ms", "20")))
            .ShouldBeProblem(503, "read-model-behind");
    }

    [Fact]
    public async Task It_is_as_right_after_the_read_model_was_rebuilt()
    {
        await _client.OpenAsync("rebuilt");
        var before = await PaidAsync("rebuilt", "Lighthouse keeper");
        (await _client.PostAsync("/v1/ops/projections/transactions/rebuild", """{"onDifference":"stop"}""")).ShouldBe(202);
        for (var tries = 0; tries < 400 && (await _client.GetAsync("/v1/ops/projections/transactions")).Member("status") != "live"; tries++)
        {
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        var after = await PaidAsync("rebuilt", "Lighthouse keeper");
        for (var i = 0; i < 12; i++)
        {
            // Also while another index takes the place of the first.
            Ids(await FindAsync("description=Lighthouse%20keeper")).Should().Equal(after, before);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private async Task<string> PaidAsync(string accountId, string description, string? reference = null) =>
        (await _client.DepositAsync(accountId, "1.00", reference: reference, description: description)).ShouldBe(201).Member("id")!;

    private async Task<JsonElement> FindAsync(string query) => (await _client.GetAsync($"/v1/matching/transactions?{query}")).ShouldBe(200).Json;

    private static List<string?> Ids(JsonElement found) =>
        [.. found.GetProperty("transactions").EnumerateArray().Select(one => one.GetProperty("id").GetString())];
}
