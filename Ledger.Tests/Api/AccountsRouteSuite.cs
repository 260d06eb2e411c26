using System.Text.Json;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public abstract class AccountsRouteSuite(LedgerService service)
{
    private static readonly string[] Members =
    [
        "id", "ownerId", "currency", "status", "balance", "held", "available", "overdraftLimit", "revision", "openedAt", "lastActivityAt",
    ];

    private readonly LedgerClient _client = service.Client;

    [Fact]
    public async Task An_opened_account_is_answered_in_full_and_found_at_its_location()
    {
        var opened = await _client.OpenAsync("alice", "EUR", "50.00", "user-alice");

        opened.Header("Location").Should().Be("/v1/accounts/alice");
        opened.Header("Ledger-Position").Should().MatchRegex("^[0-9a-f]{8}-[0-9]+(-[0-9]+)?$");
        opened.Json.EnumerateObject().Select(member => member.Name).Should().Equal(Members);
        opened.Member("status").Should().Be("open");
        opened.Member("balance").Should().Be("0.00");
        opened.Member("available").Should().Be("50.00");
        opened.Member("overdraftLimit").Should().Be("50.00");
        opened.Member("ownerId").Should().Be("user-alice");
        opened.Member("revision").Should().Be("0");
        opened.Member("openedAt").Should().EndWith("Z").And.Be(opened.Member("lastActivityAt"));

        var read = (await _client.GetAsync(opened.Header("Location")!)).ShouldBe(200);
        read.Text.Should().Be(opened.Text);
        read.Header("Ledger-Position").Should().NotBeNull();
        read.Header("Ledger-Lag-Ms").Should().MatchRegex("^[0-9]+$");
        read.Header("Ledger-Stale").Should().BeNull();
    }

    [Fact]
    public async Task The_same_again_is_answered_with_the_account_as_it_is_now()
    {
        await _client.OpenAsync("again", "EUR", "1.5");
        await _client.DepositAsync("again", "3");

        var again = (await _client.PostAsync("/v1/accounts", """{"overdraftLimit":1.50,"currency":"EUR","id":"again"}""")).ShouldBe(200);

        again.Member("balance").Should().Be("3.00");
        again.Header("Ledger-Position").Should().NotBeNull();
    }

    [Theory]
    [InlineData("""{"id":"taken","currency":"USD","ownerId":"o","overdraftLimit":1}""")]
    [InlineData("""{"id":"taken","currency":"EUR","ownerId":"p","overdraftLimit":1}""")]
    [InlineData("""{"id":"taken","currency":"EUR","ownerId":"o","overdraftLimit":2}""")]
    [InlineData("""{"id":"taken","currency":"EUR"}""")]
    public async Task The_same_id_with_other_attributes_is_refused(string body)
    {
        await _client.PostAsync("/v1/accounts", """{"id":"taken","currency":"EUR","ownerId":"o","overdraftLimit":1}""");

        (await _client.PostAsync("/v1/accounts", body)).ShouldBeProblem(409, "account-exists");
    }

    [Fact]
    public async Task Without_an_id_the_service_makes_one()
    {
        var opened = (await _client.PostAsync("/v1/accounts", """{"currency":"EUR"}""")).ShouldBe(201);

        Guid.Parse(opened.Member("id")!).Version.Should().Be(7);
        opened.Header("Location").Should().Be($"/v1/accounts/{opened.Member("id")}");
        opened.Json.GetProperty("ownerId").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("JPY", "500", "500")]
    [InlineData("EUR", "12.7", "12.70")]
    [InlineData("KWD", "1.005", "1.005")]
    [InlineData("KWD", "9000000000000", "9000000000000.000")]
    public async Task Amounts_have_the_decimals_of_their_currency(string currency, string amount, string answered)
    {
        var id = $"decimals-{Guid.NewGuid():N}";
        (await _client.OpenAsync(id, currency)).Member("balance").Should().Be(answered.Contains('.', StringComparison.Ordinal) ? 0.ToString($"F{answered.Split('.')[1].Length}") : "0");

        var posted = (await _client.DepositAsync(id, amount, currency: currency)).ShouldBe(201);

        posted.Member("amount").Should().Be(answered);
        posted.Json.GetProperty("balanceAfter").GetString().Should().Be(answered);
        (await _client.BalanceAsync(id)).Should().Be(answered);
    }

    [Fact]
    public async Task Ids_count_case()
    {
        await _client.OpenAsync("Case");
        (await _client.GetAsync("/v1/accounts/case")).ShouldBeProblem(404, "account-not-found");
        await _client.OpenAsync("case", "USD");
        (await _client.GetAsync("/v1/accounts/Case")).Member("currency").Should().Be("EUR");
    }
}
