using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

public sealed class MendedFaultTests(LedgerService service) : IClassFixture<LedgerService>
{
    [Theory]
    [InlineData(32, 201)]
    [InlineData(33, 400)]
    [InlineData(59, 400)]
    [InlineData(62, 400)]
    public async Task Metadata_is_stored_only_as_deep_as_every_reader_can_read_it(int depth, int status)
    {
        var id = $"deep-{depth}";
        await service.Client.OpenAsync(id);
        var metadata = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        var answer = await service.Client.PostAsync(
            "/v1/transactions",
            $$"""{"accountId":"{{id}}","type":"deposit","amount":"1.00","currency":"EUR","metadata":{{metadata}}}""");

        answer.ShouldBe(status);
        (await service.Client.GetAsync($"/v1/accounts/{id}/events")).ShouldBe(200);
        (await service.Client.GetAsync($"/v1/transactions?accountId={id}")).ShouldBe(200);
        (await service.Client.BalanceAsync(id)).Should().Be(status == 201 ? "1.00" : "0.00");
    }

    [Theory]
    [InlineData("/v1/accounts/a?balnce=1", "balnce")]
    [InlineData("/v1/ops/projections?nme=accounts", "nme")]
    [InlineData("/health/live?x=1", "x")]
    public async Task A_route_without_parameters_refuses_one_by_name(string path, string parameter) =>
        (await service.Client.GetAsync(path)).ShouldBeProblem(400, "invalid-request").Text.Should().Contain($"\"{parameter}\"");
}

[Collection(ProcessGroup.Name)]
public sealed class RebuiltReadModelTests : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Reads_after_a_start_without_read_models_are_never_answered_from_before_the_rebuild_is_done()
    {
        using var before = await LedgerProcess.StartAsync(_directory.Path);
        await before.Client.OpenAsync("a");
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(_ => before.Client.DepositAsync("a", "1.00")));
        await before.TerminateAsync();
        foreach (var file in Directory.GetFiles(_directory.Path, "read-models.db*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }

        using var after = await LedgerProcess.StartAsync(_directory.Path);
        (await after.Client.GetAsync("/v1/accounts/a/balance", ("Ledger-Wait-Ms", "30000"))).ShouldBe(200).Member("balance").Should().Be("3000.00");
    }
}
