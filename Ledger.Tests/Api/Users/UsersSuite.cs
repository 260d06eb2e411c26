using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.Users;

public abstract class UsersSuite(LedgerService service)
{
    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task A_registered_user_is_answered_in_full_and_found_at_its_location()
    {
        var registered = await RegisterAsync("emma", "Emma Brown", 201);

        registered.Header("Location").Should().Be("/v1/users/emma");
        registered.Header("Ledger-Position").Should().NotBeNull();
        registered.Json.EnumerateObject().Select(member => member.Name).Should().Equal("id", "name", "revision", "changedAt");
        registered.Member("name").Should().Be("Emma Brown");
        registered.Member("revision").Should().Be("0");
        (await _client.GetAsync("/v1/users/emma")).ShouldBe(200).Text.Should().Be(registered.Text);
    }

    [Fact]
    public async Task The_same_again_is_answered_as_it_is_and_another_name_is_refused()
    {
        var first = await RegisterAsync("same", "Zoë", 201);
        (await RegisterAsync("same", "Zoë", 200)).Text.Should().Be(first.Text);
        (await _client.PostAsync("/v1/users", new { id = "same", name = "Zoe" })).ShouldBeProblem(409, "user-exists");
    }

    [Fact]
    public async Task A_user_without_an_id_gets_one()
    {
        var registered = (await _client.PostAsync("/v1/users", new { name = "Nameless" })).ShouldBe(201);
        (await _client.GetAsync(registered.Header("Location")!)).ShouldBe(200).Member("name").Should().Be("Nameless");
    }

    [Fact]
    public async Task A_user_is_renamed_and_removed_and_may_come_back()
    {
        await RegisterAsync("ada", "Ada Byron", 201);
        var renamed = (await PutAsync("ada", "Ada Lovelace")).ShouldBe(200);
        renamed.Member("name").Should().Be("Ada Lovelace");
        renamed.Member("revision").Should().Be("1");
        (await PutAsync("ada", "Ada Lovelace")).ShouldBe(200).Member("revision").Should().Be("1");
        (await _client.GetAsync("/v1/users/ada")).Text.Should().Be(renamed.Text);

        var removed = await DeleteAsync("ada");
        removed.Status.Should().Be(204);
        removed.Header("Ledger-Position").Should().NotBeNull();
        (await _client.GetAsync("/v1/users/ada")).ShouldBeProblem(404, "user-not-found");
        (await DeleteAsync("ada")).ShouldBeProblem(404, "user-not-found");
        (await PutAsync("ada", "x")).ShouldBeProblem(404, "user-not-found");
        (await _client.ItemsAsync("/v1/users?q=lovelace")).Should().BeEmpty();

        await RegisterAsync("ada", "Ada", 201);
        (await _client.GetAsync("/v1/users/ada")).ShouldBe(200).Member("revision").Should().Be("3");
    }

    [Fact]
    public async Task Names_of_any_script_and_blank_ones_are_kept_as_they_are()
    {
        foreach (var (id, name) in new[] { ("blank", ""), ("spaces", "   "), ("greek", "Γιώργος Παπαδόπουλος"), ("han", "王小明"), ("emoji", "🏦 <&>") })
        {
            await RegisterAsync(id, name, 201);
            (await _client.GetAsync($"/v1/users/{id}")).ShouldBe(200).Member("name").Should().Be(name);
        }
    }

    [Fact]
    public async Task Users_are_found_by_pieces_of_their_names_whatever_the_case_and_accents()
    {
        await RegisterAsync("q1", "José Ñandú Quux", 201);
        await RegisterAsync("q2", "JOSE quux 100%_", 201);
        await RegisterAsync("q3", "Quuxley", 201);

        (await IdsAsync("q=quux")).Should().Equal("q3", "q2", "q1");
        (await IdsAsync("q=jose%20QUUX")).Should().Equal("q2", "q1");
        (await IdsAsync("q=%C3%B1andu")).Should().Equal("q1");
        (await IdsAsync("q=quux%20100%25_")).Should().Equal("q2");
        (await IdsAsync("q=quux%20%25y")).Should().Equal("q3");
        (await IdsAsync("q=%25%20_")).Should().BeEmpty();
    }

    [Fact]
    public async Task Users_are_listed_page_by_page_the_newest_first()
    {
        foreach (var i in Enumerable.Range(0, 7))
        {
            await RegisterAsync($"page-{i}", $"Pagename {i}", 201);
        }

        var (seen, next) = (new List<string>(), string.Empty);
        while (next is not null)
        {
            var page = (await _client.GetAsync($"/v1/users?q=pagename&limit=3&cursor={next}")).ShouldBe(200).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        seen.Should().Equal("page-6", "page-5", "page-4", "page-3", "page-2", "page-1", "page-0");
    }

    [Fact]
    public async Task Many_are_registered_in_one_request()
    {
        await RegisterAsync("b-old", "Old", 201);
        var answers = (await _client.PostAsync(
            "/v1/users/batch", """[{"id":"b-1","name":"One"},{"id":"b-old","name":"Old"},{"id":"b-old","name":"New"},{"id":"b-2"},{"name":""}]""")).ShouldBe(200).Json;

        answers.EnumerateArray().Select(answer => answer.GetProperty("status").GetInt32()).Should().Equal(201, 200, 409, 400, 201);
        answers[0].GetProperty("user").GetProperty("name").GetString().Should().Be("One");
        answers[2].GetProperty("problem").GetProperty("type").GetString().Should().EndWith("user-exists");
        (await _client.GetAsync("/v1/users/b-1")).ShouldBe(200);
    }

    [Fact]
    public async Task Of_many_who_register_the_same_user_at_once_one_does()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _client.PostAsync("/v1/users", new { id = "race", name = "Race" })));
        answers.Select(answer => answer.Status).Order().Should().Equal([.. Enumerable.Repeat(200, 19), 201]);
    }

    [Fact]
    public async Task Who_a_payment_is_from_is_told_with_a_score_and_the_letters_that_matched()
    {
        await RegisterAsync("m-otto", "Ottoline Brown", 201);
        await RegisterAsync("m-zoey", "Zoey Howard", 201);
        await RegisterAsync("m-deel", "Deel", 201);
        await RegisterAsync("m-blank", "", 201);
        await _client.OpenAsync("m-account");
        var paid = await _client.DepositAsync("m-account", "12.50", description: "Transfer from Ottoline Brown for Deel, ref kKx5IWycb93DACC//943167654914//CNTR");

        var found = (await _client.GetAsync($"/v1/matching/users?transactionId={paid.Member("id")}")).ShouldBe(200);
        found.Member("decision").Should().Be("match");
        found.Member("transactionId").Should().Be(paid.Member("id"));
        var first = found.Json.GetProperty("users")[0];
        first.GetProperty("id").GetString().Should().Be("m-otto");
        first.GetProperty("score").GetDouble().Should().BeInRange(0.9, 1);
        first.GetProperty("evidence")[0].GetProperty("text").GetString().Should().Be("Ottoline");
        first.GetProperty("evidence")[0].GetProperty("kind").GetString().Should().Be("exact");
        (await DecisionAsync("From zoeyhowardfor Deel, ref 5azQbS8RncclACC//232629832094//CNTR")).Should().Be("match m-zoey");
        (await DecisionAsync("ref 41FhWzvdPr0wACC//781928311221//CNTR")).Should().Be("none");
    }

    [Fact]
    public async Task Users_who_are_renamed_removed_or_new_are_known_at_once()
    {
        await RegisterAsync("n-1", "Wilhelmina Achterberg", 201);
        (await DecisionAsync("From Wilhelmina Achterberg")).Should().Be("match n-1");
        await PutAsync("n-1", "Gertrude Oosterhuis");
        (await DecisionAsync("From Wilhelmina Achterberg")).Should().Be("none");
        (await DecisionAsync("From Gertrude Oosterhuis")).Should().Be("match n-1");
        await RegisterAsync("n-2", "Gertrude Oosterhuis", 201);
        (await DecisionAsync("From Gertrude Oosterhuis")).Should().StartWith("ambiguous");
        await DeleteAsync("n-1");
        (await DecisionAsync("From Gertrude Oosterhuis")).Should().Be("match n-2");
    }

    private async Task<string> DecisionAsync(string description)
    {
        var found = (await _client.GetAsync($"/v1/matching/users?description={Uri.EscapeDataString(description)}")).ShouldBe(200);
        return found.Member("decision") == "none" ? "none" : $"{found.Member("decision")} {found.Json.GetProperty("users")[0].GetProperty("id").GetString()}";
    }

    private async Task<Answer> RegisterAsync(string id, string name, int status) => (await _client.PostAsync("/v1/users", new { id, name })).ShouldBe(status);

    private Task<Answer> PutAsync(string id, string name) =>
        _client.SendAsync(LedgerClient.Request(HttpMethod.Put, $"/v1/users/{id}", JsonSerializer.Serialize(new { name })));

    private Task<Answer> DeleteAsync(string id) => _client.SendAsync(LedgerClient.Request(HttpMethod.Delete, $"/v1/users/{id}", null));

    private async Task<IEnumerable<string>> IdsAsync(string query) =>
        (await _client.ItemsAsync($"/v1/users?{query}")).Select(item => item.GetProperty("id").GetString()!);
}
