using Ledger.Api.Settings;
using Ledger.Tests.Support;
using Ledger.Tests.Support.Service;
using Microsoft.Extensions.Configuration;

namespace Ledger.Tests.Api.Matching;

[Collection(ProcessGroup.Name)]
public sealed class SimilarSwitchTests
{
    [Fact]
    public async Task Where_it_is_switched_off_the_route_says_so_and_nothing_else_changes()
    {
        using var directory = new TempDirectory();
        using var process = await LedgerProcess.StartAsync(directory.Path, ("Ledger__SimilarTransactions", "off"));
        await process.Client.OpenAsync("a");
        await process.Client.DepositAsync("a", "1.00", description: "Rent");

        (await process.Client.GetAsync("/v1/matching/transactions?description=rent")).ShouldBeProblem(404, "not-found")
            .Member("detail").Should().Contain("Ledger__SimilarTransactions");
        (await process.Client.GetAsync("/v1/matching/users?description=rent")).ShouldBe(200);
    }

    [Fact]
    public async Task After_a_restart_it_knows_what_was_there_before()
    {
        using var directory = new TempDirectory();
        string id;
        using (var first = await LedgerProcess.StartAsync(directory.Path))
        {
            await first.Client.OpenAsync("a");
            id = (await first.Client.DepositAsync("a", "1.00", description: "Rent of the lighthouse")).Member("id")!;
        }

        using var second = await LedgerProcess.StartAsync(directory.Path);
        var found = (await second.Client.GetAsync("/v1/matching/transactions?description=lighthouse%20rent")).ShouldBe(200).Json;

        found.GetProperty("transactions")[0].GetProperty("id").GetString().Should().Be(id);
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("off", false)]
    public void The_setting_is_on_or_off(string value, bool on) => Read(value).SimilarTransactions.Should().Be(on);

    [Theory]
    [InlineData("true")]
    [InlineData("")]
    [InlineData("Off")]
    public void Anything_else_ends_the_start_with_a_sentence(string value) =>
        FluentActions.Invoking(() => Read(value)).Should().Throw<SettingsException>().WithMessage("Ledger__SimilarTransactions must be on or off.");

    private static LedgerSettings Read(string value) =>
        LedgerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Ledger:SimilarTransactions", value)]).Build());
}
