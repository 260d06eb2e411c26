using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.BadInput;

public abstract class BadInputSuite(LedgerService service)
{
    private static readonly IReadOnlyList<BadRequest> Table =
        [.. BadAccounts.All(), .. BadTransactions.All(), .. BadReads.All(), .. BadOperations.All(), .. BadVerifications.All(), .. BadAudits.All(), .. BadMoney.All(), .. BadUsers.All(), .. BadMatches.All(), .. BadAnalytics.All(), .. BadBacktests.All()];

    private readonly LedgerClient _client = service.Client;

    public static TheoryData<string> Routes => [.. Table.Select(bad => bad.Route).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void The_table_names_every_route()
    {
        Routes.Select(row => row.Data).Should().BeEquivalentTo(service.Routes);
        Table.Should().HaveCountGreaterThan(600);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Bad_input_is_refused_by_name_and_changes_nothing(string route)
    {
        await _client.PostAsync("/v1/accounts", """{"id":"acc","currency":"EUR"}""");
        await _client.DepositAsync("acc", "10.00", "first");
        var (faults, before) = (new List<string>(), await StateAsync());

        foreach (var bad in Table.Where(bad => bad.Route == route))
        {
            try
            {
                (await _client.SendAsync(bad.Make())).ShouldBeProblem(bad.Status, bad.Code, bad.Field);
                (await StateAsync()).Should().Be(before);
            }
            catch (Exception e) when (e is HttpRequestException or Xunit.Sdk.XunitException or FluentAssertions.Execution.AssertionFailedException)
            {
                faults.Add($"{bad}\n    {e.Message}");
                before = await StateAsync();
            }
        }

        faults.Should().BeEmpty();
    }

    /// <summary>Everything that a refused request could have changed.</summary>
    private async Task<string> StateAsync()
    {
        var account = (await _client.GetAsync("/v1/accounts/acc")).ShouldBe(200);
        var accounts = (await _client.GetAsync("/v1/accounts?limit=500")).ShouldBe(200);
        var transactions = (await _client.GetAsync("/v1/transactions?limit=500")).ShouldBe(200);
        return $"{account.Text}\n{accounts.Text}\n{transactions.Text}";
    }
}
